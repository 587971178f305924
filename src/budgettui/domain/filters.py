"""A filter is a value: it is made from what is typed, compared, kept, and asked whether a line matches."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TextFilter:
    """Lines whose label or code has the needle in it, whatever the case of the letters.

    Danish letters stay themselves: "a" does not find "å", and "ø" does not find "o". The needle is kept
    folded, so two filters that find the same are equal. An empty needle matches every line.
    """

    needle: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "needle", self.needle.strip().casefold())

    def __bool__(self) -> bool:
        """Whether the filter leaves anything out."""
        return bool(self.needle)

    def matches(self, label: str, code: str = "") -> bool:
        return not self.needle or self.needle in label.casefold() or self.needle in code.casefold()
