"""What the people room decides: pure rules."""
