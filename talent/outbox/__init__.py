"""Outbox: mail is a row before it is sent, and stays one afterwards.

queued ──claim──▶ sending ──▶ sent
   ▲                 ├──▶ queued again (a passing failure, later)
   │                 ├──▶ failed (refused for good)
   └──send again── held (nobody knows whether it arrived; a person decides) ──treat as sent──▶ sent
queued ──cancel──▶ cancelled
"""
