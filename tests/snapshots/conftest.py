"""The tests of the screen share the stage."""

from stage import danish, narrow, sample, sample_file, stage

__all__ = ["danish", "narrow", "sample", "sample_file", "stage"]
