"""The addresses of every page."""

from django.urls import include, path

from kp7.web import health, home, jobs, list_files, lookers, manual, sign_in

urlpatterns = [
    path("", home.home, name="home"),
    path("login/", sign_in.login, name="login"),
    path("logout/", sign_in.logout, name="logout"),
    path("password/", sign_in.password, name="password"),
    path("certification/", include("kp7.web.certification_urls")),
    path("people/establishment/", include("kp7.web.establishment_urls")),
    path("people/printing/", include("kp7.web.printing_urls")),
    path("people/", include("kp7.web.people_urls")),
    path("codes/", include("kp7.web.code_urls")),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/now/", jobs.jobs_now, name="jobs_now"),
    path("jobs/<uuid:job_id>/", jobs.job, name="job"),
    path("jobs/<uuid:job_id>/now/", jobs.job_now, name="job_now"),
    path("jobs/<uuid:job_id>/cancel/", jobs.job_cancel, name="job_cancel"),
    path("jobs/<uuid:job_id>/retry/", jobs.job_retry, name="job_retry"),
    path("lookers/", lookers.lookers, name="lookers"),
    path("lookers/export/", list_files.lookers_export, name="lookers_export"),
    path("manual/", manual.manual, name="manual"),
    path("manual/manual.pdf", manual.manual_pdf, name="manual_pdf"),
    path("manual/<slug:name>/", manual.manual_page, name="manual_page"),
    path("healthz", health.healthz, name="healthz"),
]

handler400 = "kp7.web.errors.bad_request"
handler403 = "kp7.web.errors.forbidden"
handler404 = "kp7.web.errors.not_found"
handler500 = "kp7.web.errors.server_error"
