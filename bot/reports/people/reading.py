"""The people of `/people`, from storage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from bot.reports.people.words import WORDS
from bot.reports.report import Asked, AskedError
from storage.queries.people import PersonLine
from storage.queries.standing import Standing, standing, standing_at

MOST = 10_000
"""People that are named: a workbook of them all is held in memory, and `journeys.csv` of an export has everybody."""


@dataclass(frozen=True, kw_only=True)
class People:
    """Who stands where.

    Attributes:
        stages: in the order of the script, then those of older versions in which anybody stands.
        titles: what stages are called; those that are gone by their names.
        lines: whoever waits longest first.
    """

    stages: Mapping[str, Standing]
    titles: Mapping[str, str]
    lines: Sequence[PersonLine]

    @property
    def whole(self) -> int:
        """How many stand there in all."""
        return sum(one.whole for one in self.stages.values())


async def read_people(asked: Asked, most: int = MOST) -> People:
    """With so many lines at most. Raises AskedError for words that are no stage."""
    titles = {stage.stage: str(stage.title or stage.stage) for stage in asked.script.stages}
    async with asked.database.read() as conn:
        found = await standing(conn, asked.question, asked.zone)
        known = {**titles, **{stage: stage for stage in sorted(found) if stage not in titles}}
        stage = asked.words
        if stage and stage not in known:
            raise _no_stage(stage, known)
        lines = await standing_at(conn, asked.question, asked.zone, stage, most=most)
    stages = {name: found.get(name, Standing()) for name in known if stage in ("", name)}
    return People(stages=stages, titles=known, lines=lines)


def _no_stage(word: str, known: Mapping[str, str]) -> AskedError:
    names = ", ".join(f"<code>{escape(name, quote=False)}</code>" for name in known)
    said = escape(word, quote=False)
    return AskedError({language: words.no_stage.format(word=said, stages=names) for language, words in WORDS.items()})
