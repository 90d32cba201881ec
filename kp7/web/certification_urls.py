"""The addresses of ระบบรับรองข้อมูล. Only random ids stand in them."""

from django.urls import path

from kp7.web import (
    case_certification,
    certification,
    certification_paper,
    lao_certification,
    list_files,
    province_certification,
)

CASE = "province/<uuid:case_id>/"

urlpatterns = [
    path("", certification.certification, name="certification"),
    path("lao/", lao_certification.lao, name="certification_lao"),
    path("lao/review/", lao_certification.review, name="certification_lao_review"),
    path("lao/review/confirm/", lao_certification.confirm, name="certification_confirm"),
    path("lao/review/print/", certification_paper.review_print, name="certification_review_print"),
    path(
        "lao/history/print/", certification_paper.history_print, name="certification_history_print"
    ),
    path("lao/ask-return/", lao_certification.ask_return, name="certification_ask_return"),
    path("lao/history/", lao_certification.history, name="certification_history"),
    path(
        "lao/history/export/",
        list_files.certification_history_export,
        name="certification_history_export",
    ),
    path("province/", province_certification.province, name="certification_province"),
    path(
        "province/export/",
        province_certification.export,
        name="certification_province_export",
    ),
    path(CASE, case_certification.case, name="certification_case"),
    path(f"{CASE}certify/", case_certification.certify, name="certification_case_certify"),
    path(f"{CASE}return/", case_certification.return_to_lao, name="certification_case_return"),
]
