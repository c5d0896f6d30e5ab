"""The web server's entry: `gunicorn housing_portal.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "housing_portal.settings")

application = get_wsgi_application()
