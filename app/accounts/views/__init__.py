"""The door: sign-in, sign-out, first run."""
