"""The reading of tables: out of the cells that a format gives, and out of flattened text.

In flattened text (``flattened``; ``tables`` is what is told of them, and of what was not read):

1. the lines are cleared of what stands beside figures: ``bare_cells`` takes units and remarks away
2. a head: of words that are known (``plain_heads``, ``page.header`` for units and titles), or found from the rows under
   it (``loose_heads``): ``row_widths`` counts their cells and knows where another table begins,
   ``head_words`` parts words into as many names. ``column_blocks`` (with
   ``column_bands``, ``column_labels``) and ``shares`` are tables printed in another order
3. the rows under it: ``printed_rows`` puts lines together, ``row_law`` says which is a row, a label, a heading or the
   end (``read_rows`` for labels and what is doubtful, ``rows`` for where a line's label ends and its cells begin)
4. the rows as told: ``told_rows``, where sums prove or deny (``row_kinds``, ``across`` for what columns say of each
   other, ``unplaced`` for rows with fewer cells, ``row_units`` and ``counted`` for what is no money)

Cells whose places are known, of a PDF, a letter, a web page (``markup``) or text laid out by spaces (``pdfs``), go
straight to ``placed``, and from there to 4. A grid of budget lines, of a delimited file or a sheet, is ``grid``: parted
by ``blocks``, its heading by ``grid_head``, what each column is by ``column_roles`` (``accounts``, ``decimals``), its
lines by ``grid_body``.
"""
