"""What counts as arrived: a KPI, a frozen baseline, a target, a date."""
