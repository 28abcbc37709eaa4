"""The desks of performance review."""
