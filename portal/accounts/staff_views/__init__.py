"""Pages of those who have given their password: the second step, and the own account."""
