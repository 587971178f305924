"""The tests of the screen share the stage."""

from council import council
from stage import danish, narrow, sample, sample_file, stage

__all__ = ["council", "danish", "narrow", "sample", "sample_file", "stage"]
