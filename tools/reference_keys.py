"""The keys of a model as a table: what each takes, and what it means."""

from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from funnels.definition.editor_schema import Titled, described
from funnels.definition.schema import FunnelFile
from funnels.dialogue.lines import Dialogue
from funnels.steps import VERBS
from funnels.steps.base import Step
from funnels.steps.buttons import HasButtons
from funnels.steps.content import Attachment
from funnels.steps.waiting import Waiting

Key = dict[str, Any]

LINKS = {
    "text": "texts", "label": "texts", "duration": "durations", "moment": "moments", "condition": "conditions",
    "duration, moment or event": "moments", "price": "prices", "outcome": "steps", "place": "steps",
    "buttons": "buttons", "list of follow-ups": "follow-ups-and-waiting", "file": "media", "list of files": "media",
    "list of steps": "steps", "list of stages": "stages", "products by name": "products", "delivery": "delivery",
    "list of menu entries": "menu", "fallback": "fallback", "ways in": "ways-in", "hours": "sending-hours",
    "list of keywords": "keywords", "product or goods": "delivery", "list of lines": "lines-of-a-dialogue",
    "expected": "what-is-expected", "web address, or its keys": "a-system-of-your-own",
}  # fmt: skip
"""Where a kind of value is explained."""

COMMON: dict[type[BaseModel], tuple[str, str]] = {
    Waiting: ("follow-ups and a time limit", "follow-ups-and-waiting"),
    Attachment: ("media", "media"),
    HasButtons: ("buttons", "buttons"),
}
"""Models whose keys many others have too: what they are for, and where they are explained, once."""


@cache
def models() -> dict[str, Any]:
    """Every model of the language by name, as editors know it."""
    asked: list[type[BaseModel]] = [FunnelFile, Dialogue, *COMMON]
    _, schema = models_json_schema(
        [(model, "validation") for model in asked],
        schema_generator=Titled,
    )
    named = described(schema, [{"$ref": f"#/$defs/{verb.__name__}"} for verb in VERBS.values()])
    return {name: one for name, one in named.items() if one.get("additionalProperties") is False}


def keys_of(model: type[BaseModel]) -> dict[str, Key]:
    """The keys of a model by name, as a script writes them; a verb comes first."""
    keys: dict[str, Key] = models()[model.__name__]["properties"]
    verb = getattr(model, "verb", "")
    return dict(sorted(keys.items(), key=lambda item: item[0] != verb))


def keys_table(model: type[BaseModel]) -> str:
    """The keys of its own, each with what it takes and means; then where those that others have too are explained."""
    common = {name: key for part in _parts_of(model) for name, key in keys_of(part).items()}
    needed = set(models()[model.__name__].get("required", ()))
    rows = "".join(
        f"| {_named(name, needed)} | {_takes(key)} | {_meaning(key)} |\n"
        for name, key in keys_of(model).items()
        if name != "id" and common.get(name) != key
    )
    also = ["`id`"] if issubclass(model, Step) and model not in COMMON else []
    also += [f"[{what}](#{where})" for part, (what, where) in COMMON.items() if part in _parts_of(model)]
    return f"| key | takes | meaning |\n|---|---|---|\n{rows}" + (f"\nAlso {', '.join(also)}.\n" if also else "")


def _parts_of(model: type[BaseModel]) -> list[type[BaseModel]]:
    return [part for part in COMMON if part is not model and issubclass(model, part)]


def _named(name: str, needed: set[str]) -> str:
    return f"**`{name}`**" if name in needed else f"`{name}`"


def _takes(key: Key) -> str:
    words = key["title"]
    return f"[{words}](#{LINKS[words]})" if words in LINKS else words


def _meaning(key: Key) -> str:
    default, description = key.get("default"), str(key["description"])
    shown = f" Default: `{default}`." if isinstance(default, str) and default and "Default" not in description else ""
    return description.replace("|", "\\|") + shown
