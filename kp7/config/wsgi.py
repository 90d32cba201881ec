"""The WSGI application: what `kp7 serve`, or another web server, runs."""

import os

from django.core.wsgi import get_wsgi_application

from kp7.cli.serve import check_secret, find_out_whether_demo

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kp7.config.settings")
if "KP7_DEMO" not in os.environ:  # `kp7 serve` has found out already
    find_out_whether_demo()

application = get_wsgi_application()
check_secret()
