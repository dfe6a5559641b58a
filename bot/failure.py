"""An error as it is kept beside what it happened to: where in the program, in one line, and with its traceback."""

import traceback
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from storage.set_aside import Failure

_ROOT = Path(__file__).resolve().parent.parent
_OURS = frozenset({"bot", "funnels", "storage"})
"""The packages of this program below it; an installation has others there."""

_LINE = 300
_TRACEBACK = 6_000
"""Characters; of a longer one the end is kept."""


def failure_of(error: BaseException) -> Failure:
    """What is kept of this error."""
    frames = traceback.extract_tb(error.__traceback__)
    place = next((found for frame in reversed(frames) if (found := _place(frame))), "")
    name = type(error).__name__
    return Failure(
        cause=f"{name} ({place})" if place else name,
        error=_storable(f"{name}: {error_line(error)}"),
        traceback=_storable("".join(traceback.format_list(frames))[-_TRACEBACK:]),
    )


def error_line(error: BaseException) -> str:
    """The error in one line; of an update that has another form nothing that people wrote or filled in."""
    if isinstance(error, ValidationError):
        found = error.errors(include_input=False, include_url=False, include_context=False)
        return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in found)[:_LINE]
    said = error.orig if isinstance(error, DBAPIError) else error  # the whole one quotes the values
    return " ".join(str(said).split())[:_LINE]


def _place(frame: traceback.FrameSummary) -> str:
    """`storage/commit.py:88`; empty for a line that is not of this program."""
    file = Path(frame.filename)
    if not file.is_relative_to(_ROOT) or file.relative_to(_ROOT).parts[0] not in _OURS:
        return ""
    return f"{file.relative_to(_ROOT).as_posix()}:{frame.lineno}"


def _storable(text: str) -> str:
    """PostgreSQL takes neither halves of surrogate pairs nor zero characters."""
    return text.encode(errors="replace").decode().replace("\0", "")
