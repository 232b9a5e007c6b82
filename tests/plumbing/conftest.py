from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """The application, inside its context; nothing here needs a row."""
    with app.app_context():
        yield app
