"""What people set for themselves: language and appearance."""

from talent.accounts.models import Account
from talent.plumbing.database import db


def choose_language(viewer: Account, language: str) -> None:
    """Speak to this person in ``language`` from now on, on pages and in mails."""
    db.session.get_one(Account, viewer.id).language = language


def choose_theme(viewer: Account, theme: str) -> None:
    """Light, dark, or as the device says (``""``)."""
    db.session.get_one(Account, viewer.id).theme = theme
