"""Data in, drawings out: frozen dataclasses become inline SVG, or PNG for mail and slides.

Pages import one chart module at a time; matplotlib is loaded when the first chart is drawn.
"""
