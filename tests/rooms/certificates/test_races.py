"""Two workers at once, on a database where commits are real."""

import threading

import pytest
from sqlalchemy import select

from talent.certificates.models import Certificate, CertificateCounter
from talent.certificates.rules.lifecycle import CertificateStatus
from talent.plumbing import jobs
from talent.plumbing.database import db
from tests.rooms.certificates.factories import (
    later,
    make_approved,
    make_cohort,
    make_participation,
)


@pytest.mark.parametrize("workers", [2])
def test_workers_at_once_leave_no_hole_and_use_no_number_twice(house, workers):
    cohort = make_cohort()
    make_approved(*(make_participation(cohort) for _ in range(12)), languages=("en",))
    db.session.commit()
    due, start = later(), threading.Barrier(workers)

    def work() -> None:
        with house.app_context():
            start.wait()
            jobs.run_pending(due)
            db.session.remove()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    db.session.rollback()
    issued = db.session.execute(
        select(Certificate.status, Certificate.serial).order_by(Certificate.serial)
    ).all()
    assert [tuple(row) for row in issued] == [
        (CertificateStatus.ISSUED, serial) for serial in range(1, 13)
    ]
    assert db.session.scalars(select(CertificateCounter.last)).all() == [12]
