"""Reconciliation: what is held against what, and the three states that it ends in."""
