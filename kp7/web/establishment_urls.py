"""The addresses of กรอบอัตรากำลัง, beneath ข้อมูลบุคลากร ก.พ.7."""

from django.urls import path

from kp7.web import establishment, seats

OF = "of/<uuid:organization_id>/"
SEAT = "seats/<uuid:seat_id>/"

urlpatterns = [
    path("", establishment.establishment, name="establishment"),
    path("export/", establishment.establishment_export, name="establishment_export"),
    path("plan/", establishment.establishment_plan, name="establishment_plan"),
    path("plan/export/", establishment.establishment_plan_export, name="establishment_plan_export"),
    path("plan/record/", seats.plan_record, name="plan_record"),
    path("from-cards/", seats.establishment_build, name="establishment_build"),
    path("seats/add/", seats.seat_add, name="seat_add"),
    path(SEAT, seats.seat, name="seat"),
    path(f"{SEAT}edit/", seats.seat_edit, name="seat_edit"),
    path(f"{SEAT}close/", seats.seat_close, name="seat_close"),
    path(f"{SEAT}reopen/", seats.seat_reopen, name="seat_reopen"),
    path(f"{SEAT}remove/", seats.seat_remove, name="seat_remove"),
    path(f"{SEAT}hold/", seats.seat_hold, name="seat_hold"),
    path(f"{SEAT}vacate/", seats.seat_vacate, name="seat_vacate"),
    path(OF, establishment.establishment_of, name="establishment_of"),
    path(f"{OF}export/", establishment.establishment_export_of, name="establishment_export_of"),
    path(f"{OF}plan/", establishment.establishment_plan_of, name="establishment_plan_of"),
    path(
        f"{OF}plan/export/",
        establishment.establishment_plan_export_of,
        name="establishment_plan_export_of",
    ),
]
