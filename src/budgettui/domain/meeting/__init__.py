"""A meeting as the journal tells it: the law of what may follow what, and all that is computed from it."""
