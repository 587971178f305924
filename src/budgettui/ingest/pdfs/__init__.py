"""The reading of a PDF's pages: characters to lines, ruled tables, and borderless ones by their right edges."""
