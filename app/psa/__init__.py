"""Tickets as they come from the PSA: mapped, stored, counted."""
