"""What a report is to everything that shows one: asked with a question, it answers in every form there is."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.reports.tables import Table
from funnels.analytics.question import Question
from funnels.definition.script import Script
from storage.database import Database

Theme = Literal["light", "dark"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question, and where its answer is found.

    Attributes:
        scripts: the newest version of every funnel, by name.
        words: what was asked beyond the question, such as the `core=12%` of a forecast.
        now: the moment of asking (UTC).
        zone: whose days are meant.
    """

    database: Database
    scripts: Mapping[str, Script]
    question: Question
    words: str
    now: datetime
    zone: ZoneInfo

    @property
    def script(self) -> Script:
        """The funnel that is asked about."""
        return self.scripts[self.question.funnel]

    @property
    def today(self) -> date:
        """The day it is there."""
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A report that was read.

    Attributes:
        messages: Telegram HTML by language; several where one is too long, the first with the head of the report.
        tables: all its figures.
        picture: an SVG by language and theme; None: a picture would say nothing.
    """

    messages: Callable[[str], list[str]]
    tables: tuple[Table, ...]
    picture: Callable[[str, Theme], str] | None = None


Read = Callable[[Asked], Awaitable[Answer]]
"""A report: how it is read. `bot.reports.REPORTS` names them all.

Raises `AskedError` where the words cannot be understood.
"""


class AskedError(ValueError):
    """Words of a question that mean nothing here: why, and what would; Telegram HTML, by language."""

    def __init__(self, why: Mapping[str, str]) -> None:
        super().__init__(why["en"])
        self.why = why
