"""What a cohort may do, and how attendance decides. Pure Python."""
