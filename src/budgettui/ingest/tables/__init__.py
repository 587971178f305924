"""The reading of tables: out of the cells that a format gives, and out of flattened text."""
