"""The days of a period lie between two midnights of their zone, also where a day has 23 or 25 hours."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from funnels.analytics.period import Period
from funnels.engine.effects.facts import Track
from storage.database import Database
from storage.queries.span import within
from storage.tables import events
from tests.storage.stories import change, keep, person

BERLIN = ZoneInfo("Europe/Berlin")
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 6, 1)])
async def test_from_the_first_moment_of_the_first_day_to_the_last_of_the_last(database: Database, day: date) -> None:
    begins = datetime(day.year, day.month, day.day, tzinfo=BERLIN)
    ends = datetime(day.year, day.month, day.day, tzinfo=BERLIN) + timedelta(days=2)  # on the clock on the wall
    moments = {"before": begins, "first": begins, "last": ends, "after": ends}
    for id_, (name, moment) in enumerate(moments.items(), start=1):
        at = moment.astimezone(ZoneInfo("UTC")) - (MOMENT if name in ("before", "last") else timedelta())
        await keep(database, change(person(id_), Track(event="clicked", step="core.1", detail=name)), now=at)
    clicked = select(events.c.detail).where(events.c.event == "clicked").order_by(events.c.at)
    two_days = Period(first=day, last=day + timedelta(days=1))
    async with database.read() as conn:
        inside = (await conn.execute(clicked.where(*within(events.c.at, two_days, BERLIN)))).scalars()
        assert list(inside) == ["first", "last"]
        since = within(events.c.at, Period(first=day), BERLIN)
        assert list((await conn.execute(clicked.where(*since))).scalars()) == ["first", "last", "after"]
        assert within(events.c.at, Period(), BERLIN) == []
