"""Write the lock files anew from ``pyproject.toml``: ``make lock``.

``requirements.lock`` is what the program runs with, ``requirements-dev.lock`` that and what tests it.
Both hold the build backend, so that an installation from a checkout downloads nothing else. The resolver is
pip's own, run without installing anything; the shorter file is resolved under the longer one, so that they
never disagree.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUN = ROOT / "requirements.lock"
DEVELOP = ROOT / "requirements-dev.lock"
#: sqlite-utils asks for pip; the pip that every new environment has will do, and upgrading it costs seconds.
LEFT_OUT = {"pip", "setuptools"}
HEAD = "# Made by `make lock` from pyproject.toml; do not edit. {purpose}\n"


def resolve(requirements: Sequence[str], constraints: Path | None = None) -> list[str]:
    """The pinned closure of these requirements, as sorted ``name==version`` lines.

    Raises ``subprocess.CalledProcessError`` where pip finds no solution; pip has then said why.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        command += ["--report", str(report), *requirements]
        if constraints:
            command += ["--constraint", str(constraints)]
        subprocess.run(command, check=True)
        installed = [one["metadata"] for one in json.loads(report.read_text(encoding="utf-8"))["install"]]
    pins = {one["name"].lower().replace("_", "-"): one["version"] for one in installed}
    return [f"{name}=={version}" for name, version in sorted(pins.items()) if name not in LEFT_OUT]


def write(path: Path, purpose: str, pins: Sequence[str]) -> None:
    """Write one lock file and say so."""
    path.write_text(HEAD.format(purpose=purpose) + "\n".join(pins) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(pins)} packages")


def main() -> None:
    """Resolve and write both files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    everything = resolve([*needed, *project["dependency-groups"]["dev"]])
    write(DEVELOP, "What the tests, the linters and the type checker run with.", everything)
    write(RUN, "What the program runs with, and the backend that builds it.", resolve(needed, DEVELOP))


if __name__ == "__main__":
    main()
