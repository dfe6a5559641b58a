"""How many days have passed since something: `days_since.start`, `days_since.order`, `days_since.birthday`.

Days are whole and counted from the moment, not from midnight; a date counts from its beginning on the person's own
clock, and one that lies ahead is negative. What has not happened has no days, so every comparison with it is false.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from funnels.engine.standing import Standing

_DAY = timedelta(days=1)
NAMES = ("contact", "start", "stage", "order")
"""First contact with the bot; beginning of this walk; of this stage; the last purchase in any funnel."""


class DaysSince(Mapping[str, int]):
    """Days by what they are counted from: one of NAMES, or an attribute that keeps a date."""

    def __init__(self, turn: "Standing") -> None:
        journey, subscriber = turn.journey, turn.journey.subscriber
        self._turn = turn
        self._moments: dict[str, datetime | None] = {
            "contact": subscriber.met_at or turn.now,
            "start": journey.started_at,
            "stage": journey.stage_at,
            "order": subscriber.bought_at,
        }

    def __getitem__(self, name: str) -> int:
        moment = self._moments[name] if name in self._moments else self._date(name)
        if moment is None:
            raise KeyError(name)
        return (self._turn.now - moment) // _DAY

    def _date(self, name: str) -> datetime | None:
        kept = self._turn.journey.subscriber.attributes.get(name)
        try:
            moment = datetime.fromisoformat(kept) if isinstance(kept, str) else None
        except ValueError:
            return None
        return moment.replace(tzinfo=self._turn.zone) if moment and moment.tzinfo is None else moment

    def __iter__(self) -> Iterator[str]:
        return (name for name, moment in self._moments.items() if moment)

    def __len__(self) -> int:
        return sum(1 for _ in self)
