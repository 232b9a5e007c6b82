"""What people and the clock do with certificates."""

from talent.certificates.actions.deciding import approve, move, print_again
from talent.certificates.actions.issuing import issue, note_unprintable
from talent.certificates.actions.names import confirm_names, object_to_names, take_names_again
from talent.certificates.actions.preparing import prepare, replace
from talent.certificates.actions.signatories import add_signatory, change_signatory

__all__ = [
    "add_signatory",
    "approve",
    "change_signatory",
    "confirm_names",
    "issue",
    "move",
    "note_unprintable",
    "object_to_names",
    "prepare",
    "print_again",
    "replace",
    "take_names_again",
]
