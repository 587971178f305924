"""The reading of budget lines: tables of accounts, of a screen's length or of a million rows."""
