"""An error as it is kept beside what it happened to: where in the program, in one line, and with its traceback."""

import json
import traceback
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from storage.set_aside import Kind, SetAside

_ROOT = Path(__file__).resolve().parent.parent
_OURS = frozenset({"bot", "funnels", "storage"})
"""The packages of this program below it; an installation has others there."""

_LINE = 300
_TRACEBACK = 6_000
"""Characters; of a longer one the end is kept."""

_LARGEST_ID = 2**52
"""Telegram's ids are no larger."""


def broken(
    error: BaseException, *, kind: Kind, number: int, content: str, subscriber: int = 0, funnel: str = ""
) -> SetAside:
    """What is to be set aside because of this error."""
    frames = traceback.extract_tb(error.__traceback__)
    place = next((found for frame in reversed(frames) if (found := _place(frame))), "")
    name = type(error).__name__
    return SetAside(
        kind=kind,
        number=number,
        subscriber=subscriber,
        funnel=funnel,
        content=content,
        cause=f"{name} ({place})" if place else name,
        error=_storable(f"{name}: {error_line(error)}"),
        traceback=_storable("".join(traceback.format_list(frames))[-_TRACEBACK:]),
    )


def broken_update(error: BaseException, update: dict[str, Any]) -> SetAside:
    """An update of Telegram that is to be set aside."""
    return broken(
        error, kind="update", number=update["update_id"], content=json.dumps(update), subscriber=_sender(update)
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


def _sender(update: dict[str, Any]) -> int:
    """Who an update of any form comes from; 0 where it does not say."""
    for part in update.values():
        who = (part.get("from") or part.get("user")) if isinstance(part, dict) else None
        id_ = who.get("id") if isinstance(who, dict) else None
        if isinstance(id_, int) and 0 < id_ < _LARGEST_ID:
            return id_
    return 0


def _storable(text: str) -> str:
    """PostgreSQL takes neither halves of surrogate pairs nor zero characters."""
    return text.encode(errors="replace").decode().replace("\0", "")
