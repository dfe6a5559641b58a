"""Every complaint of the models reaches a marketer as a place, a plain sentence and what to write instead.

A validator of the models raises `wrong(...)`, or lets a `RefusedError` out; what pydantic itself finds has
its sentence in `complaints`.
"""

from collections.abc import Callable, Iterable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from funnels.definition.complaints import Complaint, complaint
from funnels.definition.composing import Loc
from funnels.definition.document import Document
from funnels.definition.findings import Finding, RefusedError
from funnels.definition.suggest import closest

AllowedKeys = Callable[[Loc], Iterable[str]]


def wrong(problem: str, remedy: str, line_offset: int = 0) -> PydanticCustomError:
    """The error a validator of the models raises, with both halves of its finding.

    `line_offset` is how many lines below the first line of a text the mistake stands.
    """
    return PydanticCustomError(
        "voronka", "{problem}; {remedy}", {"problem": problem, "remedy": remedy, "line_offset": line_offset}
    )


def explain(error: ValidationError, document: Document, allowed: AllowedKeys | None = None) -> list[Finding]:
    """The findings for what the models refused, in the order of their places, each said once.

    `allowed` gives the keys that may stand beside an unknown one, by pydantic's way to it (see `keys_of`).
    """
    found = {_finding(one, document, allowed) for one in error.errors(include_url=False) if not follows(one)}
    return sorted(found)


def follows(error: ErrorDetails) -> bool:
    """Whether it only says that entries with errors of their own are missing from their list."""
    least = error.get("ctx", {}).get("min_length", 0)
    return error["type"] == "too_short" and len(error["input"]) >= least


def _finding(error: ErrorDetails, document: Document, allowed: AllowedKeys | None) -> Finding:
    kind, loc = error["type"], locate(error, document.data)
    context: dict[str, Any] = error.get("ctx", {})
    cause = context.get("error")
    if kind == "voronka":
        said = Complaint(problem=context["problem"], remedy=context["remedy"])
        return _told(said, error["input"], loc, document, context.get("line_offset", 0))
    if isinstance(cause, RefusedError):
        said = Complaint(problem=cause.problem, remedy=cause.remedy)
        return _told(said, error["input"], loc, document, getattr(cause, "line_offset", 0))
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        said = _unknown_key(str(error["loc"][-1]), list(allowed(error["loc"])) if allowed else [])
        return Finding(document.name, *document.key_place(loc), said.problem, said.remedy)
    said = complaint(error, document.spelling(loc), _line(document, loc))
    missing = kind.startswith("missing") or error["input"] is None
    place = document.key_place(loc) if missing else document.place(loc)
    return Finding(document.name, *place, said.problem, said.remedy)


def _told(said: Complaint, value: Any, loc: Loc, document: Document, line_offset: int) -> Finding:
    """What a validator says; a number in it is shown as the script spells it, with its plus or zeros."""
    problem, remedy = said.problem, said.remedy
    if isinstance(value, int | float) and (spelling := document.spelling(loc)):
        problem, remedy = problem.replace(str(value), spelling), remedy.replace(str(value), spelling)
    return Finding(document.name, *document.place(loc, line_offset), problem, remedy)


def _unknown_key(key: str, known: list[str]) -> Complaint:
    if key.startswith("\u00a0"):
        word = key.strip()
        return Complaint(
            problem=f"`{word}` stands after a no-break space", remedy="indent the line with ordinary spaces"
        )
    if guess := closest(key, known):
        remedy = f"did you mean `{guess}`?"
    elif known:
        remedy = f"there may be {', '.join(f'`{name}`' for name in sorted(known))}"
    else:
        remedy = "remove it, or look its name up in the reference"
    return Complaint(problem=f"`{key}` is not known here", remedy=remedy)


def _line(document: Document, loc: Loc) -> str:
    return document.lines[document.key_place(loc)[0] - 1]


def locate(error: ErrorDetails, data: Any) -> Loc:
    """The way through the document that pydantic's way means.

    Pydantic's has parts that are no keys of the document (names of variants, of missing keys) and some that
    happen to be; the way taken is the one that ends at the value pydantic speaks of, or else the one that
    leads furthest.
    """
    value = error["input"]

    def merit(way: tuple[Loc, Any, bool]) -> tuple[bool, bool, int]:
        loc, reached, whole = way
        return (reached is value or reached == value, whole, len(loc))

    return max(_ways(data, error["loc"]), key=merit)[0]


def _ways(data: Any, parts: Loc) -> Iterable[tuple[Loc, Any, bool]]:
    """Every way the parts can be followed, with where it leads and whether the last part was a key."""
    ways: list[tuple[Loc, Any, bool]] = [((), data, True)]
    for part in parts:
        longer = [((*loc, part), inner, True) for loc, at, _ in ways for inner in _entry(at, part)]
        ways = longer + [(loc, at, False) for loc, at, _ in ways]
    return ways


def _entry(data: Any, part: str | int) -> list[Any]:
    """The one entry of the data that the part names, or none."""
    if isinstance(data, dict):
        return [data[part]] if part in data else []
    if isinstance(data, list) and isinstance(part, int):
        return data[part : part + 1] if part >= 0 else []
    return []
