"""What `/cohorts` was asked, and its cohorts."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bot.reports.cohorts.cut import read_cut
from bot.reports.cohorts.words import BY, UNITS, WORDS
from bot.reports.report import Asked, AskedError
from funnels.analytics.cohorts import MOST, Cohort, Unit
from storage.queries.cohorts import cohorts


@dataclass(frozen=True, kw_only=True)
class CohortReport:
    """The cohorts, the oldest first; whoever passed the `stage` counts, or bought where it is empty."""

    unit: Unit
    stage: str
    cohorts: Sequence[Cohort]


async def read_cohorts(asked: Asked) -> CohortReport:
    """By contact date: a cohort is who started together.

    Raises:
        AskedError: a word is neither week nor month nor a stage.
    """
    unit, stage = _said(asked)
    async with asked.database.read() as conn:
        cut = await read_cut(conn, asked, unit, most=MOST, stage=stage)
        found = await cohorts(conn, asked.question, cut) if cut else ()
    return CohortReport(unit=unit, stage=stage, cohorts=found)


def _said(asked: Asked) -> tuple[Unit, str]:
    unit: Unit = "week"
    stage = ""
    names = {name.stage.casefold(): name.stage for name in asked.script.stages}
    for word in asked.words.split():
        said = word.casefold()
        if said in UNITS:
            unit = UNITS[said]
        elif said in names:
            stage = names[said]
        elif said not in BY:
            raise _unknown(asked, word)
    return unit, stage


def _unknown(asked: Asked, word: str) -> AskedError:
    stages = [stage.stage for stage in asked.script.stages]
    listed = ", ".join(f"<code>{stage}</code>" for stage in stages)
    return AskedError(
        {
            language: words.unknown.format(word=escape(word, quote=False), stages=listed, example=stages[-1])
            for language, words in WORDS.items()
        }
    )
