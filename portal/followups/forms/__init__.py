"""What comes in about promises: filters, voices, and what staff fill in."""
