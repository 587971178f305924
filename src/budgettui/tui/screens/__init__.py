"""Screens: what is seen together, and who answers a key."""
