"""What is measured: the catalogue and the readings."""
