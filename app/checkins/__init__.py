"""The champion's weekly review."""
