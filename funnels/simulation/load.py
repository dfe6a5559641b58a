"""How many messages go out: by the day, and in the busiest minute beside what Telegram takes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from funnels.simulation.tally import EPOCH, MINUTE


@dataclass(frozen=True, kw_only=True)
class Load:
    """The messages of all funnels together, as they become due."""

    by_day: tuple[int, ...]
    """Messages of each day, on the clock of the funnel."""
    busiest_at: datetime | None
    """The beginning of the minute with most of them (UTC), the first of several; None where there are none."""
    busiest: int
    """Messages of that minute."""


def load_of(by_minute: Mapping[int, int], *, first_day: date, days: int, zone: ZoneInfo) -> Load:
    """From messages by the minute since 1970."""
    daily: Counter[date] = Counter()
    for minute, messages in by_minute.items():
        daily[(EPOCH + minute * MINUTE).astimezone(zone).date()] += messages
    busiest = max(by_minute, key=lambda minute: (by_minute[minute], -minute), default=None)
    return Load(
        by_day=tuple(daily[first_day + timedelta(days=day)] for day in range(days)),
        busiest_at=None if busiest is None else EPOCH + busiest * MINUTE,
        busiest=0 if busiest is None else by_minute[busiest],
    )
