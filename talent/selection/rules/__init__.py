"""What this room decides: pure rules."""
