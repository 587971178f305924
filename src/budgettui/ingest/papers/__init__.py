"""The reading of meeting papers: where each item, decision point, member and deadline begins and ends."""
