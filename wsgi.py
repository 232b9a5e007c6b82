"""The application for a web server: ``waitress-serve wsgi:app`` or ``gunicorn wsgi:app``."""

from config import settings
from talent.app import create_app

app = create_app(settings())
