"""The screen. Nothing below this package knows that a terminal exists."""

import os

# Textual holds each frame back until 1/60 s has passed, so that animations do not flood the terminal. Nothing moves
# here unless a key moves it, so that wait is only a slower answer: a decision was shown as saved 14 ms later for it.
# It reads this once, when it is imported, and every way to the screen comes through here first.
os.environ.setdefault("TEXTUAL_FPS", "240")
