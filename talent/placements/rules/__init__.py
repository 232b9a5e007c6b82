"""What placements decide: pure rules on plain values."""
