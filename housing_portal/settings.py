"""All settings, in one file. What differs between places comes from the environment (`env.py`)."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF

from housing_portal import env

# What we are ----------------------------------------------------------------------------------

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))  # database, media, mail, broker, secrets

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY", kept_in=VAR / "secrets")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000")

# Applications, left to right as the case moves ------------------------------------------------

INSTALLED_APPS = [
    "deadlines",
    "rent",
    "territories",
    "audit",
    "outbox",
    "copies",
    "accounts",
    "wording",
    "applications",
    "housing",
    "drafts",
    "review",
    "desk",
    "leases",
    "rerating",
    "charges",
    "batches",
    "cabinet",
    "oversight",
    "guide",
    "api",
    "housing_portal.apps.PortalConfig",
    "crispy_forms",
    "django.forms",
    "rest_framework",
    "csp",
    "allauth",
    "allauth.account",
    "accounts.apps.OfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "housing_portal.encoding.RefuseBrokenText",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.StaffShowTheFactor",
    "accounts.middleware.NothingPersonalIsStored",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "housing_portal.urls"
WSGI_APPLICATION = "housing_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "accounts.context.helping",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # widgets of ours: templates/portal/
CRISPY_ALLOWED_TEMPLATE_PACKS = ["portal"]
CRISPY_TEMPLATE_PACK = "portal"

REST_FRAMEWORK = {"DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]}

# Database: SQLite unless DATABASE_URL says otherwise ------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{VAR / 'portal.sqlite3'}"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # With recursive_triggers, INSERT OR REPLACE asks the triggers that keep rows.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        " PRAGMA recursive_triggers=ON;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {
        "options": "-c synchronous_commit=on -c lock_timeout=5s -c timezone=UTC"
    }
APP_DATABASE_URL = env.text("APP_DATABASE_URL", " ").strip()  # read by `grant_roles` alone
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Files: outside the web root, readable by us alone --------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000  # thirty people and fifty homes on one page of the desk
MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
UPLOADS_STOP_AT_PERCENT = env.number("UPLOADS_STOP_AT_PERCENT", default=85)
CLAMD_URL = env.text("CLAMD_URL", " ").strip()

# Printing: processes of their own, started when first needed (docs/decisions/0111) ----------------

PRINTERS = env.number("PRINTERS", default=2)  # at once, of each process that asks
PRINTER_SECONDS = 20  # for a document; a third of a second is usual
PRINTER_MEMORY = 512 * 1024 * 1024  # addresses, not pages in use
PRINTER_DOCUMENTS = 500  # then the next begins with a fresh process
# In production nothing is printed where the kernel lets a printer reach what it must not (0144).
PRINT_BEHIND_WALLS = env.flag("PRINT_BEHIND_WALLS", default=env.flag("HTTPS", default=False))

# Languages and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "uk"
LANGUAGES = [("uk", "Українська"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "third_party"]
FORMAT_MODULE_PATH = "housing_portal.formats"
USE_I18N = True
TIME_ZONE = "Europe/Kyiv"
USE_TZ = True

# Mail -----------------------------------------------------------------------------------------

EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", " ").strip()
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", " ").strip()
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if env.text("EMAIL_HOST", "unset") != "unset"
    else "django.core.mail.backends.filebased.EmailBackend"
)
# A sweep and one letter more take less than a task may run, and that less than a claim holds. After
# a failure a letter waits 1, 4, 16 … times so long.
LETTER_SWEEP_FOR = timedelta(seconds=150)
LETTER_CLAIM_HOLDS_FOR = timedelta(minutes=10)
LETTER_RETRY_AFTER = timedelta(minutes=1)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "portal@localhost")

# Leases printed together ------------------------------------------------------------------------

BATCH_LANES = env.number("BATCH_LANES", default=2)  # leases printed at once in one worker
# A task of printing ends after this long and asks for the next, so that letters and reminders come
# in between. A claim holds for longer than one lease takes, or the joining of all.
BATCH_SWEEP_FOR = timedelta(seconds=45)
BATCH_CLAIM_HOLDS_FOR = timedelta(minutes=3)
BATCH_FILES_KEPT_FOR = timedelta(days=env.number("BATCH_FILES_DAYS", default=7))

# How the Administration is reached: shown on pages and in letters, nothing where it is not set ----

OFFICE_ADDRESS = env.text("OFFICE_ADDRESS", " ").strip()
OFFICE_PHONE = env.text("OFFICE_PHONE", " ").strip()
OFFICE_EMAIL = env.text("OFFICE_EMAIL", " ").strip()

# Tasks: a broker in files unless CELERY_BROKER_URL says otherwise ------------------------------

CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", "filesystem://localhost")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
if CELERY_BROKER_URL.startswith("filesystem://"):
    BROKER = VAR / "broker"
    for folder in ("queue", "processed", "control"):
        (BROKER / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER / "queue"),
        "data_folder_out": str(BROKER / "queue"),
        "processed_folder": str(BROKER / "processed"),
        "control_folder": str(BROKER / "control"),
        "store_processed": False,
    }
else:
    # A task whose worker was killed comes back after this long; no task runs half of it. All three
    # places have to say the same, or Celery gives out a task that is still being done.
    CELERY_VISIBILITY_TIMEOUT = 600
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": CELERY_VISIBILITY_TIMEOUT}
    CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": CELERY_VISIBILITY_TIMEOUT}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "summarise the day": {"task": "review.tasks.summarise", "schedule": crontab(minute="*/5")},
    "remind applicants": {
        "task": "review.tasks.remind_applicants",
        "schedule": crontab(hour="6-14", minute=20),
    },
    "remind of due dates": {"task": "review.tasks.remind", "schedule": crontab(minute="*/5")},
    "send what waits": {"task": "outbox.tasks.send_waiting", "schedule": crontab()},
    "print what was decided": {"task": "review.tasks.print_decisions", "schedule": crontab()},
    "check what waits": {"task": "copies.tasks.check_waiting", "schedule": crontab()},
    "sweep what uploads left": {
        "task": "copies.tasks.sweep_leftovers",
        "schedule": crontab(hour=1, minute=0),
    },
    "print leases together": {"task": "batches.tasks.print_waiting", "schedule": crontab()},
    "put printed leases together": {"task": "batches.tasks.bind_waiting", "schedule": crontab()},
    "sweep files of batches": {
        "task": "batches.tasks.sweep_batches",
        "schedule": crontab(hour=1, minute=10),
    },
    "sweep printed leases of nobody": {
        "task": "leases.tasks.sweep_printed_leases",
        "schedule": crontab(hour=1, minute=30),
    },
    "sweep printed decisions of nobody": {
        "task": "review.tasks.sweep_printed_decisions",
        "schedule": crontab(hour=1, minute=30),
    },
    "apply new rents whose day has come": {
        "task": "rerating.tasks.apply_due",
        "schedule": crontab(minute="*/10"),
    },
    "let go of abandoned drafts": {
        "task": "drafts.tasks.let_go_of_abandoned",
        "schedule": crontab(hour=1, minute=20),
    },
    "let go of abandoned paper forms": {
        "task": "desk.tasks.let_go_of_paper_forms",
        "schedule": crontab(hour=1, minute=40),
    },
    "tell of paper forms not registered": {
        "task": "desk.tasks.tell_of_paper_forms",
        "schedule": crontab(minute="*/5"),
    },
    "let go of papers that were not sent": {
        "task": "cabinet.tasks.let_go_unsent",
        "schedule": crontab(hour=1, minute=40),
    },
    "tell of files that were refused": {
        "task": "cabinet.tasks.tell_of_refused",
        "schedule": crontab(),
    },
    "sweep sessions of nobody": {
        "task": "accounts.tasks.sweep_sessions_of_nobody",
        "schedule": crontab(minute=50),
    },
    "sweep what ended": {"task": "accounts.tasks.sweep", "schedule": crontab(minute="*/5")},
    "answer what another rule would change": {
        "task": "oversight.tasks.answer_what_if",
        "schedule": crontab(),
    },
    "charge the rent": {"task": "charges.tasks.charge_rent", "schedule": crontab(minute=15)},
    "begin and end leases": {
        "task": "leases.tasks.turn_leases",
        "schedule": crontab(minute="*/5"),
    },
    "remind of leases that end": {
        "task": "leases.tasks.remind_of_leases",
        "schedule": crontab(hour="6-14", minute=50),
    },
    "remind of arrears": {
        "task": "charges.tasks.remind_of_arrears",
        "schedule": crontab(hour="6-14", minute=40),
    },
    "tell the end of the audit chain outside": {
        "task": "audit.tasks.anchor",
        "schedule": crontab(minute=10),
    },
}
for tick in CELERY_BEAT_SCHEDULE.values():  # what nobody took in time, the next tick makes up for
    is_frequent = len(tick["schedule"].minute) > 1  # type: ignore[attr-defined]  # a crontab
    tick["options"] = {"expires": 55 if is_frequent else 3000}  # in seconds

# Where the end of the audit chain is told, out of reach of whoever rewrites the database ---------

AUDIT_ANCHORS = Path(env.text("AUDIT_ANCHORS", str(VAR / "audit-anchors.jsonl")))
AUDIT_ANCHOR_EMAILS = env.words("AUDIT_ANCHOR_EMAILS")

# People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
STAFF_IDLE = timedelta(minutes=env.number("STAFF_IDLE_MINUTES", default=15))
STAFF_LONGEST = timedelta(hours=10)  # a working day; then password and factor are asked for again
LOGIN_URL = "admin:login"  # staff; `accounts.acting` sends applicants to their own page
LOGIN_REDIRECT_URL = "apply"
# Applicants: a code by e-mail or on paper, no password, none of allauth's own pages (0040).
ACCOUNT_ADAPTER = "accounts.adapter.ApplicantsAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is saved once its code was typed, not before
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}

# Personal numbers at rest: key id to 32 bytes in hex; the first key encrypts, all decrypt ------

FIELD_KEYS = env.words("FIELD_KEYS", f"1:{env.secret('FIELD_KEY', kept_in=VAR / 'secrets')}")
BLIND_INDEX_KEY = env.secret("BLIND_INDEX_KEY", kept_in=VAR / "secrets")

# Readings of ours, until a lawyer answers (docs/open-questions.md) ------------------------------

# From which hour in Kyiv the staff get their summary of a working day.
DIGEST_HOUR = env.number("DIGEST_HOUR", default=7)
# The window of the office's envelopes is on the right, where Ukrposhta asks for the addressee.
ENVELOPE_WINDOW_LEFT = env.flag("ENVELOPE_WINDOW_LEFT", default=False)
HEARING_WORKING_DAYS = env.number("HEARING_WORKING_DAYS", default=5)

# Security -------------------------------------------------------------------------------------

HTTPS = env.flag("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
# A browser takes a cookie of this prefix from this very host alone, over TLS.
HOST_ONLY = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{HOST_ONLY}sessionid", f"{HOST_ONLY}csrftoken"
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# Under "no-referrer" a browser posts Origin: null, which the check against forged posts refuses.
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "accounts.views.refused.csrf_failure"
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", default=0)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Logs: ids and events only, never what a person wrote -------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "housing_portal.errors.WithoutMessages",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "housing_portal.errors.TellNothing"
