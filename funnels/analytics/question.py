"""What a reader asks of a report: which journeys, of which days, and by what they are told apart."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from funnels.analytics.period import EVER, Period

By = Literal["contact", "calendar"]
"""`contact`: the journeys that started in the period, followed to now; `calendar`: whatever happened in it."""

Slice = Literal[
    "source",
    "campaign",
    "variant",
    "product",
    "segment",
    "newness",
    "version",
    "manager",
    "language",
    "weekday",
    "hour",
]
"""By what journeys are told apart.

`variant` is `experiment=variant`; `product` is what was paid for in the journey; `segment` is as of the journey's last
move; `newness` is `new` (the person's first contact with the bot) or `returning`; `manager` is the Telegram id of who
answered them or did a task for them; `weekday` (1: Monday) and `hour` are those of the journey's start.
"""

SLICES: tuple[Slice, ...] = get_args(Slice)

Setting = Literal["period", "by", "only", "split", "from_stage", "again", "compare"]
"""What a question may ask beyond the whole of its funnel: attributes of `Question`."""

SETTINGS: tuple[Setting, ...] = get_args(Setting)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """The journeys of one value of a slice."""

    slice: Slice
    value: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """Attributes that are left out ask for the whole.

    Attributes:
        funnel: the funnel's name.
        period: the days.
        by: what happened on those days: the first contact of the journeys, or the facts themselves.
        only: only the journeys of this value.
        split: tell the journeys apart by this.
        from_stage: conversions are out of who reached this stage; empty: out of who started.
        again: journeys of people who entered once more count too.
        compare: beside the figures stand those of the period before, where there is one.
    """

    funnel: str
    period: Period = EVER
    by: By = "contact"
    only: Cell | None = None
    split: Slice | None = None
    from_stage: str = ""
    again: bool = False
    compare: bool = False

    @property
    def settings(self) -> tuple[Setting, ...]:
        """What it asks beyond the whole of its funnel."""
        whole = Question(funnel=self.funnel)
        return tuple(setting for setting in SETTINGS if getattr(self, setting) != getattr(whole, setting))

    def without(self, settings: Iterable[Setting]) -> "Question":
        """The question that does not ask for these."""
        whole = Question(funnel=self.funnel)
        return replace(self, **{setting: getattr(whole, setting) for setting in settings})
