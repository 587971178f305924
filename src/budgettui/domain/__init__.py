"""What the field talks about: amounts, budgets, meetings, decisions. No I/O, no third-party import."""
