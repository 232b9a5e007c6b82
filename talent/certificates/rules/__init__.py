"""What the certificates room decides: pure rules."""
