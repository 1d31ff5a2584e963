import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

application = get_wsgi_application()

# `manage.py` runs the system checks by itself; a web server does not.
from newsroom.checks import refuse_unsafe  # noqa: E402

refuse_unsafe()
