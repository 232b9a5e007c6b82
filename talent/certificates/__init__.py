"""Certificates: prepared by one, approved by another, printed and numbered by the clock.

            ┌──────── withdraw ────────┐
            │            │             ▼
(prepare)─▶ prepared ─approve─▶ approved     withdrawn
                                   │ issue: number, bytes, hash and mail in one transaction
                                   ▼
                                 issued ──revoke──▶ revoked
                                   └──supersede──▶ superseded (a replacement was issued)

A certificate is printed from a snapshot whose names its holder has confirmed, never from live
tables. Numbers have no gaps and are never used twice. A stranger with number and code can ask
whether a paper is valid.
"""
