"""The application for a web server: ``waitress-serve wsgi:app`` or ``gunicorn wsgi:app``."""

import gc

from config import settings
from talent.app import create_app

app = create_app(settings())

# What was made so far stays for the life of the process. Left out of the collector's rounds it no
# longer adds a pause of a fifth of a second to some unlucky request.
gc.collect()
gc.freeze()
