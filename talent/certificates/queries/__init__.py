"""Every SELECT about certificates."""

from talent.certificates.queries.checks import checked
from talent.certificates.queries.records import (
    Filters,
    Printing,
    candidate_count,
    certificate,
    certificate_to_change,
    certificate_to_replace,
    certificates,
    certificates_to_approve,
    my_certificate,
    my_certificates,
    printing,
    signatories,
    signatories_in_office,
    signatory,
    steps_offered,
    trail,
)
from talent.certificates.queries.sources import Candidates, candidates, chosen_sources
from talent.certificates.queries.waiting import waiting

__all__ = [
    "Candidates",
    "Filters",
    "Printing",
    "candidate_count",
    "candidates",
    "certificate",
    "certificate_to_change",
    "certificate_to_replace",
    "certificates",
    "certificates_to_approve",
    "checked",
    "chosen_sources",
    "my_certificate",
    "my_certificates",
    "printing",
    "signatories",
    "signatories_in_office",
    "signatory",
    "steps_offered",
    "trail",
    "waiting",
]
