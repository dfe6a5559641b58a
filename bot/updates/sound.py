"""What of an update can be kept: JSON has words for more than a database has room for.

Telegram sends whole characters, and numbers of at most 52 bits. What came otherwise on its way must not be tried again
and again: half a character becomes the sign for one that is unknown, and a number without bounds makes no update.
"""

import json
import math
from typing import Any

LARGEST = 2**63 - 1
"""The largest number of both databases, and the least one but for its sign."""


class UnsoundError(ValueError):
    """The update has a number or a date that cannot be kept, or is nested as deep as nobody needs it."""


def is_number(value: object) -> bool:
    """Whether this can be the number of an update."""
    return type(value) is int and 0 <= value <= LARGEST


def sound(update: dict[str, Any]) -> dict[str, Any]:
    """The update with whole characters; raises UnsoundError."""
    parts: list[Any] = [update]
    whole = True
    for part in parts:  # it grows meanwhile: no nesting is too deep
        kind = type(part)
        if kind is str:
            whole = whole and (part.isascii() or _is_whole(part))
        elif kind is dict:
            if type(part.get("date")) is str:  # read, it would be a moment of no time zone
                raise UnsoundError("it has a date in words")
            parts += part.values()
        elif kind is list:
            parts += part
        elif (kind is int and not -LARGEST <= part <= LARGEST) or (kind is float and not math.isfinite(part)):
            raise UnsoundError("it has a number without bounds")
    return update if whole else _made_whole(update)


def written(update: dict[str, Any]) -> str:
    """The update as it is set aside; of one that is nested too deep to be written only its number."""
    try:
        return json.dumps(update)
    except RecursionError:
        return json.dumps({"update_id": update["update_id"]})


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _made_whole(update: dict[str, Any]) -> dict[str, Any]:
    try:
        halves = json.dumps(update, ensure_ascii=False).encode("utf-16", "surrogatepass")
        whole: dict[str, Any] = json.loads(halves.decode("utf-16", "replace"))
    except RecursionError as error:
        raise UnsoundError("it is nested too deep") from error
    return whole
