"""What a figure is of: operating or capital, and within each decentralised or non-decentralised areas.

A *nature* names both. Figures of two natures are never added silently; :data:`CHOICES` are the ways in which a user may
ask for it.
"""

from __future__ import annotations

from budgettui.domain.checking.nature_words import DECENTRALISED, NON_DECENTRALISED
from budgettui.domain.errors import N_

#: Operating (*drift*) and capital (*anlæg*).
WHOLES = ("operating", "capital")
#: Stands for both kinds of areas where a paper prints what they come to together.
ALL = "all"
#: Every nature: a whole of which nobody says the area, and the same with its area. Its place here is how the store
#: keeps it, and the remainder by two is the place of its whole.
NATURES = tuple(f"{whole}{area and ':'}{area}" for area in ("", DECENTRALISED, NON_DECENTRALISED) for whole in WHOLES)
#: What a figure may be of: a nature, or the whole of both kinds of areas; and a row also of all of them added.
FIGURES = (*NATURES, *(f"{whole}:{ALL}" for whole in WHOLES))
ROWS = (*FIGURES, "both")
#: The order in which they stand: operating first, and what is of no known area after what is.
ORDER = tuple(sorted(ROWS, key=lambda row: (row == "both", row.startswith("capital"), ":" not in row, ROWS.index(row))))
PLACES = {nature: place for place, nature in enumerate(ROWS)}
#: How natures stand: apart, with the areas of each added together, only one of the wholes, or all added together.
CHOICES = {
    "apart": N_("drift og anlæg, decentr. og ikke-decentr. hver for sig"),
    "wholes": N_("decentr. og ikke-decentr. lagt sammen"),
    "operating": N_("kun drift"),
    "capital": N_("kun anlæg"),
    "both": N_("drift og anlæg lagt sammen"),
}
#: The choices that add natures.
ADDED = ("wholes", "both")
#: Said where a sum adds the two kinds of areas.
MIXED = N_("decentr. + ikke-decentr.")


def nature(whole: str, area: str) -> str:
    """The nature of a whole and an area; ``area`` is "" where nobody says it."""
    return f"{whole}:{area}" if area else whole


def whole_of(nature: str) -> str:
    """Operating or capital; "both" is itself."""
    return nature.partition(":")[0]


def area_of(nature: str) -> str:
    """Decentralised, non-decentralised, both of them, or "" where nobody says it."""
    return nature.partition(":")[2]


def all_areas(nature: str) -> str:
    return f"{whole_of(nature)}:{ALL}"


def rank(nature: str) -> int:
    """Operating comes before capital."""
    return int(whole_of(nature) == "capital")


def group_of(choice: str, nature: str) -> str:
    """What a nature is added into under a choice: itself where it stands apart."""
    return "both" if choice == "both" else whole_of(nature) if choice == "wholes" else nature


def shown(choice: str, nature: str) -> bool:
    """Whether figures of a nature are in what a choice shows: those of all areas only where areas are added."""
    if choice in ADDED:
        return True
    return area_of(nature) != ALL and (choice not in WHOLES or whole_of(nature) == choice)
