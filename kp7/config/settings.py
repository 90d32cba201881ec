"""Settings: one file, read from the environment only.

`kp7 --help` and docs/runbook.md list every variable. A secret has no default: the embedded server
keeps its own beside its data, a real server must be given one.
"""

from pathlib import Path

import django_stubs_ext

from kp7.config import environment

# Django's own generic classes take no parameters at run time; ours name theirs.
django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = environment.secret_key()
DEBUG = False
ALLOWED_HOSTS = environment.allowed_hosts()
CSRF_TRUSTED_ORIGINS = environment.trusted_origins()
TRUSTED_PROXIES = environment.trusted_proxies()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
    "kp7.thai.apps.ThaiConfig",
    "kp7.database.apps.DatabaseConfig",
    "kp7.ledger.apps.LedgerConfig",
    "kp7.organizations.apps.OrganizationsConfig",
    "kp7.personnel.apps.PersonnelConfig",
    "kp7.certification.apps.CertificationConfig",
    "kp7.jobs.apps.JobsConfig",
    "kp7.intake.apps.IntakeConfig",
    "kp7.printing.apps.PrintingConfig",
    "kp7.web.apps.WebConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "kp7.web.middleware.NoStoreMiddleware",
    "kp7.web.uploads.BodyLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kp7.web.middleware.OfficerMiddleware",
    "kp7.web.middleware.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "kp7.config.urls"
WSGI_APPLICATION = "kp7.config.wsgi.application"
AUTH_USER_MODEL = "organizations.Post"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PASSWORD_HASHERS = ["kp7.organizations.hashers.PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

DATABASES = {"default": environment.database()}

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"
LOCALE_PATHS = [PACKAGE / "web" / "locale"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "kp7.web.context.page",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

STATIC_URL = "/static/"
STATICFILES_DIRS = [("manual", PACKAGE / "web" / "manual_pages" / "pictures")]
STATIC_ROOT = environment.static_root()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SESSION_COOKIE_NAME = "kp7_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # offices share machines
SESSION_COOKIE_SECURE = environment.https()
CSRF_COOKIE_SECURE = environment.https()
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "kp7.web.errors.csrf_failed"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if environment.https() else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
LOGIN_URL = "/login/"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""  # each room names its own kinds of jobs

SESSION_IDLE_SECONDS = 30 * 60
SESSION_LONGEST_SECONDS = 10 * 60 * 60

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 2  # a form of ours asks for one
FILE_UPLOAD_HANDLERS = ["kp7.web.uploads.LimitedUpload"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000  # an order names 200 people

DEMO = environment.demo()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
