"""What the accounts room decides: pure rules."""
