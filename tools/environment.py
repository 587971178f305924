"""Make ``.venv`` ready: used by ``make run`` and ``make test``, with whatever ``python3`` the machine has.

    python3 tools/environment.py LOCKFILE

Everything is installed at the versions of the lock file, then the program itself (editable, so that a change
in ``src`` is there at the next start). A folder that an interrupted run left half made is made anew; a sound
one is kept. The syntax stays plain on purpose: an old Python shall get the sentence below and no traceback.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
HALF_MADE = os.path.join(VENV, ".being-made")


def venv_python() -> str:
    """The interpreter inside ``.venv``."""
    windows = os.path.join(VENV, "Scripts", "python.exe")
    return windows if os.path.exists(windows) else os.path.join(VENV, "bin", "python")


def is_sound() -> bool:
    """Whether ``.venv`` is finished, runs, is new enough and has pip."""
    if os.path.exists(HALF_MADE):
        return False
    probe = f"import sys, pip; sys.exit(sys.version_info[:2] < {OLDEST})"
    try:
        return subprocess.run([venv_python(), "-c", probe], stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def run(*command: str) -> None:
    """Run a command, or end with its exit code: it has said itself what was wrong."""
    code = subprocess.call(command)
    if code:
        sys.exit(code)


def main(lock: str) -> None:
    """Make the environment for one lock file."""
    here = "{}.{}".format(*sys.version_info)
    if sys.version_info[:2] < OLDEST:
        wanted = "{}.{}".format(*OLDEST)
        sys.exit(
            f"budgettui needs Python {wanted} or newer; {sys.executable} is Python {here}. "
            f"Install a newer one, or name it: make PYTHON=/path/to/python{wanted}"
        )
    if not is_sound():
        print(f"Making .venv with Python {here} …", flush=True)
        run(sys.executable, "-m", "venv", "--clear", VENV)
    with open(HALF_MADE, "w"):
        pass
    print(f"Installing {os.path.basename(lock)} into .venv …", flush=True)
    pip = (venv_python(), "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    run(*pip, "--requirement", lock)
    # The lock holds the build backend too: the program is built with it, and nothing else is downloaded.
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    os.remove(HALF_MADE)


if __name__ == "__main__":
    main(*sys.argv[1:])
