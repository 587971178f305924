"""What every reading needs to know of a page: its lines, its header and footer, its headings and words."""
