"""What may be typed about a program: its start, and changes of its plan."""
