"""Widgets that draw themselves line by line; each posts messages and knows nothing of the screen around it."""
