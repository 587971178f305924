"""A paper as it is read: values with their place, the agenda, tables, and a person's corrections of them."""
