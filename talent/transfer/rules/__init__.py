"""What transfer may do: prerequisites, results, levels and authorisations. Pure Python."""
