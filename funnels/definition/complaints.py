"""What pydantic found, said plainly: a sentence for each kind of its errors, and a true one for the rest."""

import re
from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails

from funnels.definition.suggest import closest
from funnels.definition.yaml_mistakes import quoted


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """What is wrong, and what to write instead."""

    problem: str
    remedy: str


def complaint(error: ErrorDetails, spelling: str, line: str) -> Complaint:  # noqa: PLR0911  # one return a kind
    """The sentence for an error of pydantic's own, about a value spelled so on this line."""
    kind, value = error["type"], error["input"]
    context: dict[str, Any] = error.get("ctx", {})
    if kind.startswith("missing"):
        return _missing(str(error["loc"][-1]) if error["loc"] else "")
    if kind == "is_instance_of":
        kind = _KINDS.get(str(context.get("class")), kind)
    if kind in _WANTED:
        return _wrong_kind(kind, value, spelling, line)
    if kind in ("literal_error", "enum"):
        return _one_of(spelling or _shown(value), context.get("expected", ""))
    if kind.startswith("union_tag"):
        return _one_of(str(context.get("tag", _shown(value))), context.get("expected_tags", ""))
    if kind in _BOUNDS:
        sentence = _BOUNDS[kind]
        bound = next((context[key] for key in ("ge", "gt", "le", "lt", "multiple_of") if key in context), "")
        return Complaint(problem=f"`{spelling or _shown(value)}` {sentence.format(bound)}", remedy="change the number")
    if kind in ("too_short", "string_too_short"):
        return _too_short(context, value)
    if kind in ("too_long", "string_too_long"):
        most = context.get("max_length")
        return Complaint(problem=f"this is too long: at most {most} allowed", remedy="shorten it")
    if kind in ("value_error", "assertion_error"):
        problem, _, remedy = str(context.get("error", "")).partition("; ")
        return Complaint(problem=problem or "this value is not allowed", remedy=remedy or "change it")
    return Complaint(problem=f"`{spelling or _shown(value)}` does not fit here", remedy=f"{_plain(error['msg'])}")


_WANTED = {
    "string_type": ("text", 'such as "Hello"'),
    "int_type": ("a whole number", "such as 3"),
    "int_parsing": ("a whole number", "such as 3"),
    "int_from_float": ("a whole number", "such as 3"),
    "float_type": ("a number", "such as 3.5"),
    "float_parsing": ("a number", "such as 3.5"),
    "decimal_type": ("a number", "such as 3.5"),
    "decimal_parsing": ("a number", "such as 3.5"),
    "bool_type": ("true or false", "without quotes"),
    "bool_parsing": ("true or false", "without quotes"),
    "list_type": ("a list", "each entry on its own line after `- `"),
    "tuple_type": ("a list", "each entry on its own line after `- `"),
    "set_type": ("a list", "each entry on its own line after `- `"),
    "frozen_set_type": ("a list", "each entry on its own line after `- `"),
    "dict_type": ("`key: value` lines", "each indented under this key"),
    "mapping_type": ("`key: value` lines", "each indented under this key"),
    "model_type": ("`key: value` lines", "each indented under this key"),
    "model_attributes_type": ("`key: value` lines", "each indented under this key"),
    "dataclass_type": ("`key: value` lines", "each indented under this key"),
    "condition": ("a condition", 'such as `orders contains "course"`'),
    "price": ("a price", "such as 4900 RUB"),
    "date_type": ("a date", "such as 2026-03-01"),
    "date_parsing": ("a date", "such as 2026-03-01"),
    "date_from_datetime_parsing": ("a date", "such as 2026-03-01"),
    "datetime_type": ("a date and time", "such as 2026-03-01 19:00"),
    "datetime_parsing": ("a date and time", "such as 2026-03-01 19:00"),
    "datetime_from_date_parsing": ("a date and time", "such as 2026-03-01 19:00"),
    "time_type": ("a time of day", "such as 10:30"),
    "time_parsing": ("a time of day", "such as 10:30"),
}
"""What was wanted instead, and how it is written."""

_KINDS = {"Text": "string_type", "str": "string_type", "Condition": "condition", "Money": "price"}
"""Kinds of errors by the class whose instance was wanted."""

_DASHES = ("\u2012", "\u2013", "\u2014", "\u2212", "•")
"""What people type, or their editor puts, where a list needs a hyphen and a space."""

_BOUNDS = {
    "greater_than": "is too small: it must be more than {}",
    "greater_than_equal": "is too small: the least is {}",
    "less_than": "is too large: it must be less than {}",
    "less_than_equal": "is too large: the most is {}",
    "multiple_of": "must be a multiple of {}",
    "finite_number": "is not a number anyone counts with",
}


def _missing(key: str) -> Complaint:
    return Complaint(problem=f"`{key}` is missing", remedy=f"add a line `{key}: …` here")


def _wrong_kind(kind: str, value: Any, spelling: str, line: str) -> Complaint:
    wanted, how = _WANTED[kind]
    if value is None and re.search(r":\s+#", line):
        return Complaint(problem="what follows `#` is a comment, so there is nothing here", remedy=_unhashed(line))
    if value is None:
        return Complaint(problem="there is nothing here", remedy=f"write {wanted}, {how}")
    if kind == "string_type" and isinstance(value, bool | int | float):
        read = "true or false" if isinstance(value, bool) else "a number"
        return Complaint(
            problem=f"`{spelling}` is read as {read}, not as text",
            remedy=f'put it in quotes: "{spelling}"',
        )
    if kind == "string_type" and isinstance(value, dict | list):
        is_, instead = ("`key: value` lines", "{") if isinstance(value, dict) else ("a list", "[")
        remedy = (
            quoted(line) if re.search(rf":\s+\{instead}", line) else "write text after the colon, or after `|` below it"
        )
        return Complaint(problem=f"this is {is_}, not text", remedy=remedy)
    if "list" in wanted:
        return _no_list(value, spelling, how)
    return Complaint(problem=f"{_kind_of(value, spelling)}, not {wanted}", remedy=f"write {wanted}, {how}")


def _no_list(value: Any, spelling: str, how: str) -> Complaint:
    key = next(iter(value), "") if isinstance(value, dict) else ""
    word = key[1:].strip()
    if key.startswith("-"):
        return Complaint(problem=f"there is no space after the `-` of `{key}`", remedy=f"write `- {word}: …`")
    if key.startswith(_DASHES):
        problem = f"the line begins with `{key[0]}`, which YAML reads as text"
        return Complaint(problem=problem, remedy=f"write `- {word}: …`")
    return Complaint(problem=f"{_kind_of(value, spelling)}, not a list", remedy=f"write {how}")


def _kind_of(value: Any, spelling: str) -> str:
    if isinstance(value, dict):
        return "this is `key: value` lines"
    return "this is a list" if isinstance(value, list | tuple) else f"this is `{spelling or _shown(value)}`"


def _unhashed(line: str) -> str:
    return quoted(re.sub(r":\s+#", ": \u2060#", line)).replace("\u2060", "")


def _one_of(word: str, expected: str) -> Complaint:
    known = re.findall(r"'([^']*)'", expected)
    guess = closest(word, known)
    remedy = f"did you mean `{guess}`?" if guess else f"write one of {', '.join(f'`{name}`' for name in known)}"
    return Complaint(problem=f"`{word}` is not known here", remedy=remedy)


def _too_short(context: dict[str, Any], value: Any) -> Complaint:
    least = context.get("min_length", 1)
    if not value:
        return Complaint(problem="this is empty", remedy="write something here, or remove the key")
    return Complaint(problem=f"this has too little in it: the least is {least}", remedy="add what is missing")


def _shown(value: Any) -> str:
    text = "true" if value is True else "false" if value is False else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004  # as much as fits a line


def _plain(message: str) -> str:
    return message[:1].lower() + message[1:]
