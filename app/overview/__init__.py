"""How a program is doing, read from top to bottom; and the frame around every page."""
