"""Budget review meetings of a Danish municipality, in the terminal."""

__version__ = "0.1.0"
