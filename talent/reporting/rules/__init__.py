"""What the reporting room decides: pure rules."""
