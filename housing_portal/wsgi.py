"""The web server's entry: `gunicorn housing_portal.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from housing_portal.walls import log_missing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_portal.settings")

application = get_wsgi_application()
log_missing()
