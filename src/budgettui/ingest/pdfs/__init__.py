"""The reading of a PDF's pages: characters to lines, ruled tables, and borderless ones by their right edges.

Text that keeps its columns by spaces (``spaced``) has places, too, and is read as a page without rulings.
"""
