"""What a person did last, wherever it was: what ``U`` takes back, and what ``R`` does again.

The journal is one log over all meetings and over what belongs to none, and so there is one order of steps for each
person. A step is what one key did, the events of a group. As in every editor, the first new act after an undo ends
the chance of redo; what somebody else does in the meantime does not.
"""

from __future__ import annotations

from collections.abc import Iterable

from budgettui.domain.meeting.events import Event


def last_step(newest_first: Iterable[Event], actor: str, *, back: bool) -> str | None:
    """The group of the last step of a person that holds; without ``back`` the one that the person took back last.

    ``None`` where there is none. No more of the journal is asked for than that takes.
    """
    settled: set[str] = set()
    for event in newest_first:
        if event.kind in ("undone", "redone"):
            group = event.payload["group"]
            mine = event.actor == actor and group not in settled
            if mine and (event.kind == "redone") == back:
                return str(group)
            settled.add(group)
        elif event.actor == actor:
            if not back:
                return None
            if event.group not in settled:
                return event.group
    return None
