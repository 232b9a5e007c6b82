"""Flask, SQLAlchemy, Babel, WTForms and WeasyPrint, wired once for every room. Knows no room."""
