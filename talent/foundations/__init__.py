"""What every room rests on: pure Python, no Flask, no SQL, no Babel."""
