"""The messages a script can send, in its order: what the reports have a line for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from funnels.definition.script import Script
from funnels.definition.text import Text
from funnels.steps.content import Attachment
from funnels.steps.message import Message
from funnels.steps.waiting import Waiting

_TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
_VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*`]|^\s*(?:>|[-*] )\s*", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class ScriptMessage:
    """One message of a script."""

    key: str
    """The step's key, with `#1` for its first follow-up."""
    label: str
    """Its first words, as plain text; values are an ellipsis."""
    asks: bool
    """Whether there is anything to press or to answer in it."""
    sells: bool = False
    """Whether there is anything to buy in it."""


def messages_of(script: Script) -> Iterator[ScriptMessage]:
    """Each of them, a follow-up after its step."""
    for key in script.order:
        step = script.places[key].step
        if isinstance(step, Attachment):
            asks = not isinstance(step, Message) or bool(step.buttons)
            label = _first_words(getattr(step, "text", None) or getattr(step, step.verb))
            sells = any(step.sells(product) for product in script.products)
            yield ScriptMessage(key=key, label=label, asks=asks, sells=sells)
        if isinstance(step, Waiting):
            for number, (_, follow_up) in enumerate(step.timed_messages(), start=1):
                label = _first_words(follow_up.message)
                yield ScriptMessage(key=f"{key}#{number}", label=label, asks=step.hears)


def labels_of(script: Script) -> dict[str, str]:
    """The label of each of them, by its key."""
    return {message.key: message.label for message in messages_of(script)}


def _first_words(text: Text) -> str:
    """The first line that says something."""
    plain = _VALUE.sub("…", _TAG.sub("\n", text.source))
    lines = (_MARKS.sub("", _LINK.sub(r"\1", line)).strip() for line in plain.splitlines())
    return next((line for line in lines if line.strip("… ")), "")
