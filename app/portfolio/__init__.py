"""A coach's view over every MSP."""
