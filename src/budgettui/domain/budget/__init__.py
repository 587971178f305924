"""A budget as it is looked at: tables and lines, the view of them, filters, names, prices and the tally."""
