"""A council's whole meeting of 25 items and 120 decision points, as a paper that is made here and imported.

The paper is the repetitive part of the meeting; what happens at the items that stand out is in ``council_script.py``.
"""

from __future__ import annotations

#: Members with their initials and party; the last is the minute-taker, who has no vote.
MEMBERS = (
    ("Borgmester", "BM", "A"), ("Andet medlem", "AM", "A"), ("Tredje medlem", "TM", "A"), ("Fjerde medlem", "FM", "B"),
    ("Femte medlem", "EM", "B"), ("Sjette medlem", "SM", "C"), ("Syvende medlem", "YM", "C"),
    ("Ottende medlem", "OM", "F"), ("Niende medlem", "NM", "V"),
)
_TOPICS = (
    "Skoleveje", "Havnen", "Bibliotekerne", "Cykelstier", "Svømmehallen", "Byens træer", "Legepladser",
    "Vintertjeneste", "Dagtilbud", "Plejehjem", "Genbrugspladser", "Musikskolen", "Idrætshaller", "Gadelys", "Museet",
    "Åen", "Busserne", "Torvet", "Kolonihaver", "Ungdomsklubber", "Brandstationen",
)
_MEASURES = (
    "planen for {topic} godkendes", "planen sendes til naboerne", "arbejdet begynder til foråret",
    "forvaltningen vælger en rådgiver", "brugerne høres undervejs", "udvalget får en status om et år",
)
CLOSED = "24"


def agenda() -> list[tuple[str, str, list[str]]]:
    """The 25 items: number, title, and what is proposed."""
    items = [("Dagsorden", ["dagsordenen godkendes"]), ("Referat", ["referatet af byrådets forrige møde godkendes"])]
    for place, topic in enumerate(_TOPICS):
        count = 6 if place < 12 else 5
        items.append((topic, [text.format(topic=topic.lower()) for text in _MEASURES[:count]]))
    items += [("Lukket punkt", ["tilbuddet antages"]), ("Meddelelser", [])]
    return [(str(number), title, points) for number, (title, points) in enumerate(items, start=1)]


def paper() -> str:
    """The agenda as it is sent out."""
    people = [f"{name} ({party}) ({initials})" for name, initials, party in MEMBERS]
    lines = [
        "Dagsorden", "Byrådet", "Møde den 13. december 2023", "Byrådssalen", "", f"Deltagere: {people[0]}",
        *people[1:], "Sekretær (SEK) (referent)", "", "Afbud:", "", "Fraværende:", "",
    ]
    for number, title, points in agenda():
        lines += [f"{number}. {title}", ""]
        lines += ["Indstilling", "Det indstilles, at byrådet beslutter,", ""] if points else []
        lines += [*(f"At {at}) {text}." for at, text in enumerate(points, start=1)), ""]
    return "\n".join(lines)
