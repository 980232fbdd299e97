"""People, MSPs and practices: who signs in, and who reaches what."""
