"""How a funnel converts, as a question asks: its stages and their lengths from the rollups, its steps from facts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.analytics.question import Question
from funnels.analytics.rows import StageRow, StepRow
from funnels.definition.money import Money
from funnels.definition.script import Script
from storage.queries.lengths import StageLength, stage_lengths, usual_length
from storage.queries.money import stage_money
from storage.queries.stages import StageCount, daily_counts, split_counts, stage_counts
from storage.queries.steps import step_rows
from storage.rollups.stage_days import START


class Counts(NamedTuple):
    """How many started, and the stages of the script in its order, then those of older versions by name."""

    started: int
    stages: list[StageRow]


class Conversion(NamedTuple):
    """What there is to say."""

    whole: Counts
    steps: list[StepRow]
    """In the order of the script; none for a question about one value, for which they are not counted."""
    parts: Mapping[str, Counts]
    """By values of the slice by which the question splits; a question about one value is not split."""
    days: Mapping[date, int]
    """How many started on each day; none by calendar date."""
    usual: timedelta | None
    """The funnel's usual length; None before the first sale."""


async def conversion(conn: AsyncConnection, script: Script, question: Question) -> Conversion:
    """Of the funnel of this script."""
    counts = await stage_counts(conn, question)
    parts = await split_counts(conn, question) if question.split and not question.only else {}
    starts = await daily_counts(conn, question, START) if question.by == "contact" else {}
    money = await stage_money(conn, question)
    sheet = _Sheet(script, question, {*counts, *money})
    return Conversion(
        whole=sheet.counts(counts, await stage_lengths(conn, question), money),
        steps=[] if question.only else await step_rows(conn, script, question),
        parts={value: sheet.counts(of_part, {}, {}) for value, of_part in parts.items()},
        days={day: count.reached for day, count in starts.items()},
        usual=await usual_length(conn, question.funnel, again=question.again),
    )


class _Sheet:
    """The stages that have a row: those of the script, and those that have figures."""

    def __init__(self, script: Script, question: Question, found: Iterable[str]) -> None:
        self._titles = {stage.stage: str(stage.title or stage.stage) for stage in script.stages}
        self._gone = sorted(set(found) - {START, *self._titles})
        self._by_calendar = question.by == "calendar"

    def counts(
        self,
        counts: Mapping[str, StageCount],
        lengths: Mapping[str, StageLength],
        money: Mapping[str, tuple[Money, ...]],
    ) -> Counts:
        rows = [
            replace(self._row(stage, counts.get(stage, StageCount()), lengths), revenue=money.get(stage, ()))
            for stage in (*self._titles, *self._gone)
        ]
        return Counts(counts.get(START, StageCount()).reached, rows)

    def _row(self, stage: str, count: StageCount, lengths: Mapping[str, StageLength]) -> StageRow:
        length = lengths.get(stage)
        return StageRow(
            stage=stage,
            title=self._titles.get(stage, stage),
            reached=count.reached,
            passed=count.passed,
            lost=count.lost,
            inside=None if self._by_calendar else count.inside,
            median_seconds=length.median_seconds if length else None,
            p90_seconds=length.p90_seconds if length else None,
            is_gone=stage not in self._titles,
        )
