"""What became of suspicious ratings: held, decided, and never deleted."""
