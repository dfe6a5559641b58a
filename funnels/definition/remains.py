"""What is left of a script when all that the models refuse is taken out of it, so that the rest can be checked.

Nothing moves: a step or a stage that is taken out leaves a step that does nothing in its place, and anything else
is a key that is taken out of its mapping.
"""

from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from funnels.definition.composing import Loc
from funnels.definition.explain import follows, locate
from funnels.definition.report import NAMELESS, Refused, at, words_of
from funnels.definition.schema import FunnelFile

_ROUNDS = 6
"""Taking out a key may leave its mapping incomplete, which is then taken out too, and so on upwards."""

_NOTHING = {"tag": "nothing"}
_LISTS_OF_STEPS = ("steps", "then", "else", "paid", "declined", "expired", "otherwise", "failed", "past")


def remains(data: Any, error: ValidationError) -> tuple[FunnelFile | None, Refused]:
    """The script without what the error refuses, if anything is left, and what was taken out."""
    data = deepcopy(data)
    words, pieces = set[str](), set[Loc]()
    for _ in range(_ROUNDS):
        # from the end, so that a way still leads where it led when something before it is taken out
        errors = [one for one in error.errors(include_url=False) if not follows(one)]
        for loc in sorted({locate(one, data) for one in errors}, key=repr, reverse=True):
            words.update(words_of(_cut(data, loc, pieces)))
        try:
            return FunnelFile.model_validate(data), Refused(words=frozenset(words), pieces=frozenset(pieces))
        except ValidationError as another:
            error = another
    return None, Refused()


def _cut(data: Any, loc: Loc, pieces: set[Loc]) -> Any:
    """Take out what is there, or the list it is an entry of; it is returned."""
    if not loc:
        return None
    holder = at(data, loc[:-1])
    key, kind = loc[-1], loc[-2] if len(loc) > 1 else ""
    if isinstance(holder, list) and isinstance(key, int) and key < len(holder):
        if kind == "stages" or kind in _LISTS_OF_STEPS or loc[-3:-2] == ("paid",):
            pieces.add(loc)
            taken = holder[key]
            holder[key] = _stage(taken, key) if kind == "stages" else _NOTHING
            return taken
        return _cut(data, loc[:-1], pieces)
    if isinstance(holder, dict) and key in holder:
        pieces.add(loc if _is_wide(loc[:-1]) else loc[:-1])
        return {key: holder.pop(key)}
    return None


def _stage(taken: Any, number: int) -> Any:
    name = taken.get("stage") if isinstance(taken, dict) else None
    return {"stage": name if isinstance(name, str) else f"{NAMELESS}{number}", "steps": [_NOTHING]}


def _is_wide(loc: Loc) -> bool:
    """Whether so much stands here that a key less says nothing about the rest: the script, a stage."""
    return not loc or loc == ("start",) or (len(loc) == len(("stages", 0)) and loc[0] == "stages")
