"""Working days, holidays and the vocabulary of vital signs."""
