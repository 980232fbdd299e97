"""What people do with programs: start, check off, re-date, assign, hand over."""
