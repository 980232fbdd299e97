"""Statistics of a series of readings: levels, control limits, findings. Plain Python, no clock."""
