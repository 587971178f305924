"""What the operating system refuses, in the program's own language."""

from __future__ import annotations

import errno
import os

from budgettui.domain.errors import N_
from budgettui.i18n import _

_REASONS = {
    errno.ENOENT: N_("findes ikke"),
    errno.ENOTDIR: N_("en del af stien er ikke en mappe"),
    errno.EISDIR: N_("er en mappe"),
    errno.EACCES: N_("ingen adgang"),
    errno.EPERM: N_("ingen adgang"),
    errno.EROFS: N_("kan kun læses"),
    errno.ENOSPC: N_("der er ikke plads på disken"),
    errno.EDQUOT: N_("der er ikke plads på disken"),
    errno.ENAMETOOLONG: N_("navnet er for langt"),
    errno.ELOOP: N_("et link peger på sig selv"),
}


def os_error_text(error: OSError) -> str:
    """Where and what, in one sentence."""
    reason = _REASONS.get(error.errno or 0)
    what = _(reason) if reason else (error.strerror or type(error).__name__)
    where = error.filename if error.filename is not None else ""
    return _("{where}: {what}").format(where=os.fsdecode(where), what=what) if where else what
