"""The kinds of text a script holds, as pydantic types: compiled when the script is read, never later."""

import re
from collections.abc import Callable
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, WithJsonSchema

from funnels.definition.explain import wrong
from funnels.definition.text import Condition, Text, TextError, compile_condition, compile_plain, compile_text

T = TypeVar("T")

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
FUNNEL_NAME_LIMIT = 24
"""A funnel's name travels in every button, whose data Telegram limits to 64 bytes."""
_RESERVED = frozenset({"next", "end"})


def check_name(value: object, limit: int = 32) -> object:
    """A name that code and links can carry: 1-32 Latin letters, digits, `-`, `_`."""
    if isinstance(value, str) and not _NAME.fullmatch(value):
        raise wrong(
            f"`{value}` cannot be a name",
            f"write 1-{limit} Latin letters, digits, - or _, starting with a letter or digit",
        )
    return value


def check_id(value: object) -> object:
    """A step's or stage's name: `check_name`, and not a word that goto gives a meaning of its own."""
    if isinstance(value, str) and value in _RESERVED:
        raise wrong(f"`{value}` means something of its own in goto", "choose another name")
    if str(value).isdecimal():
        raise wrong(f"`{value}` is a number, not a name", f"add a letter: step-{value}")
    return check_name(value)


def check_funnel(value: object) -> object:
    """A funnel's name: `check_name`, and shorter."""
    if isinstance(value, str) and len(value) > FUNNEL_NAME_LIMIT:
        raise wrong(
            f"`{value}` has {len(value)} characters, a funnel's name may have {FUNNEL_NAME_LIMIT}",
            "shorten it; title: can be longer",
        )
    return check_name(value, FUNNEL_NAME_LIMIT)


def _compiled(compile_: Callable[[str], T]) -> BeforeValidator:
    def read(value: object) -> object:
        if isinstance(value, bool | int | float):
            raise wrong(f"`{value}` is read as a number or a yes/no, not as text", f'put it in quotes: "{value}"')
        return _read(compile_, value) if isinstance(value, str) else value

    return BeforeValidator(read)


def _read(compile_: Callable[[str], T], value: str) -> T:
    try:
        return compile_(value)
    except TextError as error:
        raise wrong(error.problem, error.remedy, error.line_offset) from error


def plain_text(value: str) -> Text:
    """One line of plain text with Liquid tags, compiled."""
    return _read(compile_plain, value)


def _schema(title: str, description: str) -> WithJsonSchema:
    return WithJsonSchema({"title": title, "type": "string", "minLength": 1, "description": description})


_named = WithJsonSchema({"title": "name", "type": "string", "pattern": f"^{_NAME.pattern}$"})
Name = Annotated[str, BeforeValidator(check_name), _named]
StageId = Annotated[str, BeforeValidator(check_id), _named]
FunnelName = Annotated[str, BeforeValidator(check_funnel), _named]
Template = Annotated[Text, _compiled(compile_text), _schema("text", "Markdown with Liquid tags: {{ first_name }}.")]
Label = Annotated[
    Text, _compiled(compile_plain), _schema("label", "One line of plain text, with Liquid tags if needed.")
]
Expression = Annotated[
    Condition,
    _compiled(compile_condition),
    _schema("condition", 'A Liquid condition, for example: orders contains "course".'),
]
