"""The reading of meeting papers: where each item, decision point, member and deadline begins and ends.

``text.read`` asks what a text is, and goes one of these ways:

- a plan of initiatives: ``plan``
- a memo or a letter: ``memo`` (``letter_head`` with ``head_fields``, then ``memo_headings``)
- proposals in a bundle, with the agenda over them: ``proposal``, ``agenda``
- cases one after the other: ``caselist``, and from it, in this order,

  1. where each begins: ``case_starts`` (``case_titles`` finds candidates, ``case_evidence`` weighs them), or
     ``cycle_starts`` where they have no numbers; ``own_headings`` finds the headings that only this paper has
  2. the head over the first: ``meeting_head``, and ``attendance`` with ``people``
  3. the lines of each: ``case_regions``, and ``case_marks`` for its number and whether it is open
  4. its headed parts: ``case_parts`` (``case_headings`` knows the headings)
  5. the case: ``cases``, with ``points`` (``point_marks``) and ``decisions`` (``decision_heads``, ``outcomes``,
     ``absences``)

and, whatever it is, through ``intentions``. Before all of them ``flat_pages`` parts pages that are one line each.
"""
