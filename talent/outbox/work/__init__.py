"""What the worker does for mail: it sends what is due, one mail at a time, between jobs."""

from talent.outbox.work.sending import send_next

__all__ = ["send_next"]
