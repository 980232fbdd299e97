"""Nibble: improvement programs for managed service providers."""
