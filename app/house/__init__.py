"""The installation itself: alive, able to serve, its static files and its components."""
