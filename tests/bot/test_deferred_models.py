"""Telegram's types and methods, built when they are needed, are those aiogram builds on import."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from aiogram.types import Dice
from pydantic import BaseModel

from bot import deferred_models

_EVERY_MODEL = """
import json
from aiogram import methods, types
from pydantic import BaseModel


def models_of(module):
    return {kind for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, BaseModel)}


models = models_of(methods) | models_of(types)
built = sorted(model.__name__ for model in models_of(types) if model.__pydantic_complete__)
for model in models:
    model.model_rebuild()
fields = {model.__name__: {name: repr(field) for name, field in model.model_fields.items()} for model in models}
print(json.dumps({"built": built, "fields": fields}))
"""


def _seen_after(imported: str) -> dict[str, Any]:
    """Which of aiogram's types are built in a new process, and what the fields of every model are when all are."""
    code = f"import {imported}\n{_EVERY_MODEL}"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    seen: dict[str, Any] = json.loads(re.sub(r" at 0x\w+", "", done.stdout))
    return seen


def test_every_model_has_the_fields_aiogram_gives_it() -> None:
    plain, deferred = _seen_after("aiogram"), _seen_after("bot.app")
    assert len(plain["fields"]) > 500
    assert deferred["fields"] == plain["fields"]
    assert len(plain["built"]) > 300
    assert len(deferred["built"]) < 20, deferred["built"]


def test_what_every_update_is_read_by_is_built_before_the_first() -> None:
    seen = _seen_after("bot.connection; bot.connection.connect('1:token', 'http://telegram.test')")
    assert {"Message", "Update"} <= set(seen["built"])


def test_models_of_others_see_the_names_of_whoever_has_them_built() -> None:
    class Waiting(BaseModel):
        what: "Later"  # type: ignore[name-defined]  # noqa: F821  # named below, where it is built

    def build() -> None:
        Later = int  # noqa: F841, N806  # what the annotation speaks of
        Waiting.model_rebuild()

    build()
    assert Waiting(what=5).model_dump() == {"what": 5}


def test_it_can_be_asked_for_again() -> None:
    before = BaseModel.__dict__["model_rebuild"].__func__
    deferred_models.defer()
    assert BaseModel.__dict__["model_rebuild"].__func__ is before


@pytest.mark.parametrize("said", ["1", "x"])
def test_a_model_nobody_has_used_yet_reads_and_refuses_as_any(said: str) -> None:
    written = json.dumps({"emoji": "🎲", "value": said})
    if said == "x":
        with pytest.raises(ValueError, match="value"):
            Dice.model_validate_json(written)
    else:
        assert Dice.model_validate_json(written).value == 1
