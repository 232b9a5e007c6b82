"""How fast it is, measured and printed; nothing here passes or fails."""
