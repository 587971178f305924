"""The screen. Nothing below this package knows that a terminal exists."""
