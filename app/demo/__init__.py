"""The demo world: two firms in full, a coach with many clients, and a year that has passed."""
