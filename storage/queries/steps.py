"""What became of each step's messages: every delivery counts, a click or an answer once a journey."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.rows import StepRow
from funnels.definition.script import Script
from funnels.definition.text import Text
from funnels.steps.content import Attachment
from funnels.steps.message import Message
from funnels.steps.waiting import Waiting
from storage.tables import events

_MESSAGES = ("delivered", "failed")
_PEOPLE = ("clicked", "answered")
_COUNTS = (
    select(events.c.step, events.c.event, func.count(), func.count(events.c.journey_id.distinct()))
    .where(
        events.c.funnel == bindparam("funnel"),
        events.c.run == 1,
        events.c.event.in_((*_MESSAGES, *_PEOPLE)),
        events.c.step != "",
    )
    .group_by(events.c.step, events.c.event)
)

_TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
_VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*`]|^\s*(?:>|[-*] )\s*", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class StepCount:
    """The figures of one step or follow-up."""

    delivered: int = 0
    failed: int = 0
    clicked: int = 0
    answered: int = 0


async def step_rows(conn: AsyncConnection, script: Script) -> list[StepRow]:
    """Every message of the script in its order, then those of older versions that have figures."""
    counts = await _counts(conn, script.funnel)
    labels = {key: label for key, label, _ in _messages(script)}
    silent = {key for key, _, asks in _messages(script) if not asks}
    stages = {stage.stage for stage in script.stages}
    older = sorted(key for key in counts if key not in labels and _stage(key) in stages)
    keys = (*labels, *older)
    return [_row(key, labels.get(key, ""), counts.get(key, StepCount()), asks=key not in silent) for key in keys]


async def _counts(conn: AsyncConnection, funnel: str) -> dict[str, StepCount]:
    figures: dict[str, dict[str, int]] = {}
    for step, event, times, people in await conn.execute(_COUNTS, {"funnel": funnel}):
        figures.setdefault(step, {})[event] = times if event in _MESSAGES else people
    return {step: StepCount(**counted) for step, counted in figures.items()}


def _row(key: str, label: str, count: StepCount, *, asks: bool) -> StepRow:
    sent = count.delivered + count.failed
    return StepRow(stage=_stage(key), step=key, label=label, sent=sent, asks=asks, **vars(count))


def _stage(key: str) -> str:
    return key.partition(".")[0]


def _messages(script: Script) -> Iterator[tuple[str, str, bool]]:
    """Each message the script can send: its key, its first words, whether one can press or answer anything in it."""
    for key in script.order:
        step = script.places[key].step
        if isinstance(step, Attachment):
            asks = not isinstance(step, Message) or bool(step.buttons)
            yield key, _first_words(getattr(step, "text", None) or getattr(step, step.verb)), asks
        if isinstance(step, Waiting):
            for number, follow_up in enumerate(step.follow_ups, start=1):
                yield f"{key}#{number}", _first_words(follow_up.message), step.hears


def _first_words(text: Text) -> str:
    """The first line that says something, as plain text; values are an ellipsis."""
    plain = _VALUE.sub("…", _TAG.sub("\n", text.source))
    lines = (_MARKS.sub("", _LINK.sub(r"\1", line)).strip() for line in plain.splitlines())
    return next((line for line in lines if line.strip("… ")), "")
