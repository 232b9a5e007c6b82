"""Reporting: what waits for whom, what happened, and what universities are told.

Reads every room, belongs to none; nobody imports it. The first page after sign-in, the audit trail
and the university reports.
"""
