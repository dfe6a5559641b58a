"""Updates of every kind as the Bot API describes them: aiogram's types, which are made from it, say their form."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from random import Random
from types import NoneType
from typing import Annotated, Any, ForwardRef, Literal, get_args, get_origin

from aiogram.client.default import Default
from aiogram.types import Message, Update
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .odd import a_person, a_word, button_data, order_name

KINDS = tuple(name for name in Update.model_fields if name != "update_id")

DEEPEST = 5
"""Levels below which there is nothing but what must be there."""

_ALWAYS = {"from", "text", "data", "message", "reply_to_message", "successful_payment", "reply_markup"}
"""Fields without which an update concerns nobody, or nothing of ours: they are there more often than not."""

_MEANING: Mapping[tuple[str, type], Callable[[Random], Any]] = {
    ("id", int): a_person,
    ("user_id", int): a_person,
    ("user_chat_id", int): a_person,
    ("data", str): button_data,
    ("callback_data", str): lambda chance: chance.choice((button_data, _notice))(chance),
    ("invoice_payload", str): order_name,
    ("currency", str): lambda chance: chance.choice(("XTR", "XTR", "RUB", "?")),
    ("total_amount", int): lambda chance: chance.choice((50, 10_000, 0, -1, 2**60)),
    ("date", datetime): lambda chance: chance.choice((1_700_000_000, 1_767_225_600, 0, -1, 2**31)),
    ("type", str): lambda chance: chance.choice(("private", "private", "private", "supergroup", "channel", "")),
    ("language_code", str): lambda chance: chance.choice(("en", "ru", "", "zz-Zz", a_word(chance))),
    ("state", str): lambda chance: chance.choice(("active", "canceled", "failed", a_word(chance))),
}
"""What stands under a name, so that it means something to the bot."""


_PLAIN: Mapping[type, Callable[[Random], Any]] = {
    bool: lambda chance: chance.random() < 0.5,
    int: lambda chance: chance.choice((1, 7, 1_767_225_600)),
    datetime: lambda chance: chance.choice((1, 7, 1_767_225_600)),
    float: lambda chance: chance.choice((55.7, 0.0, -180.0, 1e308)),
    str: a_word,
}


def update(kind: str, chance: Random) -> dict[str, Any]:
    """One of this kind, without its number."""
    return {kind: _of(_fields(Update)[kind].annotation, chance, 0)}


def message(chance: Random) -> dict[str, Any]:
    """One that somebody wrote to the bot."""
    made: dict[str, Any] = _of(Message, chance, 0)
    return made


def _of(form: Any, chance: Random, depth: int) -> Any:
    """A value of this type."""
    kinds = get_args(getattr(form, "__value__", form))
    if isinstance(form, ForwardRef | str) or (depth >= DEEPEST and str in kinds):  # a rich text in a rich text
        return a_word(chance)
    if get_origin(form) is Literal:
        said = chance.choice(kinds)
        return said.value if isinstance(said, Enum) else said
    if get_origin(form) is Annotated:
        return _of(kinds[0], chance, depth)
    if get_origin(form) is list:
        return [_of(kinds[0], chance, depth + 1) for _ in range(chance.randrange(3) if depth < DEEPEST else 0)]
    if kinds:
        return _of(chance.choice([kind for kind in kinds if kind not in (NoneType, Default)]), chance, depth)
    return _object(form, chance, depth) if issubclass(form, BaseModel) else _PLAIN[form](chance)


def _plain(form: Any) -> Any:
    """The type without what says that it may be missing, or how it is written."""
    if get_origin(form) in {Literal, list}:
        return form
    kinds = [kind for kind in get_args(form) if kind is not NoneType]
    return _plain(kinds[0]) if get_origin(form) is Annotated or len(kinds) == 1 else form


def _object(form: type[BaseModel], chance: Random, depth: int) -> dict[str, Any]:
    shape = {field.alias or name: field for name, field in _fields(form).items()}
    made = {}
    for name, field in shape.items():
        form_of_field = _plain(field.annotation)
        tag = get_origin(form_of_field) is Literal  # by which kinds of one thing are told from each other
        if tag or field.is_required() or _is_there(name, len(shape), chance, depth):
            meant = _MEANING.get((name, form_of_field))
            made[name] = meant(chance) if meant else _of(field.annotation, chance, depth + 1)
    return made


def _fields(form: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """They name their types when the model has been built, and aiogram's are built when they are needed."""
    form.model_rebuild()
    return form.model_fields


def _is_there(name: str, fields: int, chance: Random, depth: int) -> bool:
    """Whether a field that may be missing is there: of many only a few."""
    if depth >= DEEPEST or name == "refunded_payment":  # one of a payment never heard of waits for that payment
        return False
    return chance.random() < (0.6 if name in _ALWAYS and depth < 3 else 3 / (fields + 3))


def _notice(chance: Random) -> str:
    """What a button under a notice to the staff carries."""
    act = chance.choice(("done", "back", "hint", "again", ""))
    return f"~staff:{act}:{a_person(chance)}:fuzz:{chance.randrange(3)}:{chance.randrange(9)}"
