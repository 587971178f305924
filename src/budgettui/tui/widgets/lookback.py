"""The way back through the views that were looked at, and forward again."""

from __future__ import annotations

from typing import NamedTuple

from budgettui.domain.budget.view import View

#: So many views are remembered each way.
LENGTH = 100


class Place(NamedTuple):
    view: View
    cursor: int
    top: int


class History:
    def __init__(self) -> None:
        self._behind: list[Place] = []
        self._ahead: list[Place] = []

    def leave(self, place: Place) -> None:
        """Another view is shown than by going back: the way forward is lost."""
        self._behind = [*self._behind[1 - LENGTH :], place]
        self._ahead = []

    def back(self, here: Place) -> Place | None:
        """Where one was before; ``None`` at the beginning."""
        return self._step(here, self._behind, self._ahead)

    def forward(self, here: Place) -> Place | None:
        """Where one came back from; ``None`` where one has not."""
        return self._step(here, self._ahead, self._behind)

    def _step(self, here: Place, source: list[Place], target: list[Place]) -> Place | None:
        if not source:
            return None
        target.append(here)
        return source.pop()

    def forget(self) -> None:
        """The budget was made anew: the numbers of nodes and columns are others."""
        self._behind, self._ahead = [], []
