"""The headings that the parts of a case have, the same words everywhere, and what a part under each of them is."""

from __future__ import annotations

import re
from enum import Enum

from budgettui.ingest.page import names
from budgettui.ingest.page.layout import ends_sentence
from budgettui.ingest.papers import decision_heads, outcomes


class Role(Enum):
    """What a headed part of a case is."""

    POINTS = "points"
    DECISION = "decision"
    HISTORY = "history"
    ENCLOSURES = "enclosures"
    TEXT = "text"


_POINTS = re.compile(
    r"(?:(?:supplerende|ændret|ny|revideret)\s+)?(?:[\w -]{2,40}s\s+)?(?:supplerende\s+)?"
    r"(?:beslutningspunkt(?:er)?|indstilling(?:er)?|forslag til beslutning|beslutningsforslag)"
    r"(?:\s+(?:til|fra)\s+.{1,50}?(?:udvalg(?:et)?|råd(?:et)?|magistraten|bestyrelsen?|forvaltningen|"
    r"direktionen|administrationen|afdelingen?))?"
    r"|[^:]{2,70}\b(?:foreslår|indstiller|anbefaler|indstilles)(?:\s+til\s+[^.:;()0-9]{2,60}?)?\s*[,:]?\s*(?:at)?"
    r"|det (?:indstilles|foreslås|anbefales)\s*,?\s*(?:at)?|indstilling om\s*,?\s*(?:at)?"
    r"|(?:administrativ|forvaltningens|administrationens) indstilling|"
    r"(?:direktionens|\w*forvaltningens|administrationens|borgmesterens|magistratens|\w*afdelingens|\w*chefens)"
    r" forslag|"
    r"indstilling(?:er)? (?:til|fra) .{2,50}",
    re.IGNORECASE,
)
#: One heading over the proposal and what came of it.
POINTS_FIRST = re.compile(
    r"indstilling(?:er)?\s*(?:og|/|-)\s*(?:beslutning|behandling|vedtagelse)(?:er)?", re.IGNORECASE
)
_HISTORY = re.compile(
    r"tidligere beslutninger|sagsforløb|sagens forløb|"
    r"(?:tidl\.?|tidligere)(?: politisk(?:e)?)? behandling(?:er)?|beslutningshistorik|"
    r"sagens behandling|historik",
    re.IGNORECASE,
)
_ENCLOSURES = re.compile(
    r"(?:vedlagte |sagens )?(?:bilag|bilagsliste|bilagsfortegnelse|dokumenter)"
    r"(?: til (?:sagen|punktet|punkt [0-9]{1,3}))?",
    re.IGNORECASE,
)
#: Other headings that cases have, besides those that are printed in capitals or marked as headings.
_TEXT = re.compile(
    r"resum[eé]|sammendrag|(?:supplerende )?(?:sagsfremstilling|sagsbeskrivelse|sagsresum[eé])|præsentation|baggrund|"
    r"vurdering|økonomi|"
    r"økonomi(?:ske)?(?: og (?:personalemæssige|organisatoriske|ressourcemæssige))? ?(?:konsekvenser|forhold)?|"
    r"økonomiske (?:konsekvenser|forhold)(?: og [\w ,-]{3,40})?|beslutningen træffes af|"
    r"personalemæssige konsekvenser|lovgrundlag(?:et)?|retsgrundlag|"
    r"høring(?:er)?|inddragelse(?: og høring)?|borgerinddragelse|kommunikation|tidsplan|videre (?:proces|forløb)|"
    r"behandling|"
    r"(?:den )?videre (?:proces|behandling)|proces(?:plan)?|effekt(?:er)?|ydelse(?:r|n)?|organisering|ressourcer|"
    r"indledning|formål|problemstilling|løsning|konsekvenser|miljø(?:mæssige konsekvenser)?|klima(?:konsekvenser)?|"
    r"bæredygtighed|sundhed|handicap(?:politik|aspekter)?|særlige forhold|bemærkninger|"
    r"(?:[\w -]{2,40}s )?(?:påtegning|bemærkninger|vurdering|udtalelse|kommentarer)|"
    r"sagen afgøres (?:i|af)|beslutningskompetence|kompetence|hvem beslutter|forventet sagsgang|åben/lukket|"
    r"sammenhæng.{0,60}|"
    r"politisk behandling|høring af .{3,40}|planforhold|beskrivelse|fakta|supplerende oplysninger|"
    r"(?:baggrund|økonomi|formål|vurdering|konsekvenser|perspektiv(?:er)?) og [\w ,-]{3,50}|"
    r"ændringsforslag|motion|forslag|sagens kerne|løsning(?:sforslag)?|beslutningstema|bevilling(?:er)?|personale|"
    r"(?:beskrivelse|redegørelse|fremstilling) (?:af|for) sagen|sagen|retsregler(?: og .{3,30})?|"
    r"sagsgang(?: og sagstype)?|"
    r"forventet sagsgang|sagen kort|sagens (?:indhold|oplysninger|kerne|baggrund)|kort fortalt|redegørelse|"
    r"sagsbehandling|andre konsekvenser|"
    r"klima og miljø|indledende bemærkninger|opsummering|konklusion og anbefaling",
    re.IGNORECASE,
)
_PUBLIC_TITLE = re.compile(r"lukket(?: punkt| sag|t)?", re.IGNORECASE)
#: Over what a party or a member proposes, before the administration has said anything of it.
MOTION = re.compile(r"beslutningsforslag(?: fra .{1,80})?", re.IGNORECASE)
HEADING_LONGEST = 80
#: What opens an entry of a list of enclosures.
ENTRY_MARK = re.compile(r"(?:[-–•·\uf0b7]|[0-9]{1,3}\.(?=\s+[A-ZÆØÅ]))\s+")
_FILE_KIND = re.compile(r"(?:pdf|docx?|xlsx?|pptx?|html?)", re.IGNORECASE)
SECTION = re.compile(r"^[0-9]{1,2}\.\s+(?=[A-ZÆØÅ])")
_INLINE = re.compile(r"(?P<label>[A-ZÆØÅ][^:]{3,110}):\s+(?P<text>\S.*)")
#: Headings that their text may follow on the line.
_INLINE_LABEL = re.compile(
    r"beslutning(?:er)?|afgørelse|vedtagelse|(?:det )?indstilling(?:er)?|sagsfremstilling|resum[eé]|sagsresum[eé]|"
    r"baggrund|vurdering|økonomi(?:ske konsekvenser)?|bilag|lovgrundlag|retsgrundlag|høring|kompetence|"
    r"beslutningskompetence|beslutningstema|sagsforløb|forvaltningens (?:bemærkninger|vurdering)",
    re.IGNORECASE,
)
_INLINE_BARE = re.compile(r"(?P<label>Beslutning|Sagens forløb|Sagsforløb)\s+(?=[A-ZÆØÅ0-9])")
#: Minutes of what was said and decided, where every item has its own.
_MINUTED = re.compile(r"referat|beslutningsreferat|konklusion", re.IGNORECASE)
#: An authority proposes: the words with which a proposal begins where no heading stands over it.
PROPOSES = re.compile(
    r"(?:[A-ZÆØÅ][\w&/-]*(?:(?:,| og| &| for| i)? (?!at\b)[\w&/-]+){0,7} )?"
    r"(?:det )?indstill(?:er|es)\b(?!\s+(?:godkendt|tiltrådt))"
    r"|(?=[A-ZÆØÅ])(?:[\w-]+(?:, [\w-]+)* (?:og|&) )?(?:\w*(?:(?i:forvaltningen|direktøren|chefen|afdelingen|enheden|"
    r"sekretariatet|staben))|Direktionen|Administrationen|Borgmesteren|Magistraten|Rådmanden) (?:foreslår|anbefaler)\b",
)


@names.remembered
def role_of(title: str) -> Role | None:
    """What a part with this heading is; ``None`` for words that head nothing that is known."""
    plain = title.strip().rstrip(" :")
    if not plain or len(plain) > HEADING_LONGEST + 60:
        return None
    if _ENCLOSURES.fullmatch(plain):
        return Role.ENCLOSURES
    if _HISTORY.fullmatch(plain):
        return Role.HISTORY
    if POINTS_FIRST.fullmatch(plain):
        return Role.POINTS
    if MOTION.fullmatch(plain) and " " in plain:
        return Role.TEXT
    header = decision_heads.read_header(title)
    if _MINUTED.fullmatch(plain):
        return Role.DECISION
    if header and (header.worded or (header.body and header.dated)):
        return Role.DECISION
    if len(plain) <= HEADING_LONGEST and _POINTS.fullmatch(plain) and not ends_sentence(plain):
        return Role.POINTS
    return Role.TEXT if _TEXT.fullmatch(plain) else None


@names.remembered
def inline_heading(body: str) -> tuple[Role, str, str] | None:
    """What a line is that begins with its heading ("Beslutning: Godkendt."): role, heading, text."""
    match = _INLINE.fullmatch(body)
    if match is None and (bare := _INLINE_BARE.match(body)):
        # "Beslutning Tilbagesendes med …", "Sagens forløb 12-08-2019 Magistraten": the heading and its text in one.
        role, text = role_of(bare["label"]), body[bare.end() :]
        own = decision_heads.read_header(text) if role is Role.HISTORY else tells_done(text)
        return (role, bare["label"], text) if role and own and decision_heads.read_header(body) is None else None
    if match is None or decision_heads.read_header(body):
        return None
    label = match["label"]
    if _MINUTED.fullmatch(label):
        return Role.DECISION, label, match["text"]
    if _INLINE_LABEL.fullmatch(label):
        role = role_of(label)
    else:
        header = decision_heads.read_header(label)
        role = Role.DECISION if header and header.worded + bool(header.body) + header.dated > 1 else None
    return (role, label, match["text"]) if role else None


def heads_decision(body: str) -> bool:
    """Whether a line heads what was decided, or begins with the heading of it."""
    inline = inline_heading(body)
    role = inline[0] if inline else role_of(body)
    return role is Role.DECISION or POINTS_FIRST.fullmatch(body.strip(" :")) is not None


def is_minuted(title: str) -> bool:
    """Whether a heading stands over what was said and decided: "Referat"."""
    return _MINUTED.fullmatch(title.rstrip(" :")) is not None


def tells_done(text: str) -> bool:
    """Whether a text begins with what was done, as decisions do."""
    return bool(re.match(r"[A-ZÆØÅ][a-zæøå]+(?:es|et|t)\b", text)) and outcomes.outcome_of(text) is not None


def is_file_kind(body: str) -> bool:
    """Whether a line is only the kind of a file, as pages print it before the name of an enclosure ("PDF")."""
    return bool(_FILE_KIND.fullmatch(ENTRY_MARK.sub("", body, count=1)))


def is_closed_title(title: str | None) -> bool:
    """Whether the title itself says that the item is closed ("Lukket punkt", "(Lukket) …")."""
    return bool(title) and bool(
        _PUBLIC_TITLE.fullmatch(title or "")
        or re.search(r"\(lukket\)|\bfor lukkede døre\b|\blukket punkt\b|^lukket sag\b", title or "", re.I)
    )
