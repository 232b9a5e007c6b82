"""What the outbox decides: pure rules."""
