"""A program's numbers: its KPIs with what they aim at and what moved them, and its criteria."""
