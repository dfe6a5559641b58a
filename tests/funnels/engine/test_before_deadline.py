"""A follow-up before a deadline comes before it, at a decent hour, in every zone and on every day."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given
from hypothesis import strategies as st

from tests.funnels.engine.world import world
from tests.funnels.scripts import catalogue_of

SCRIPT = """
funnel: test
language: en
sending_hours: 09:00-21:00
products: {talk: {title: Talk, stars: 5, deliver: {text: Here}}}
stages:
  - stage: one
    steps:
      - offer: talk
        text: Buy it
        deadline: 3 days
        follow_ups: [{before_deadline: 2 hours, message: Soon.}]
"""
CATALOGUE = catalogue_of(SCRIPT)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001  # naive bounds
    st.sampled_from(sorted(available_timezones())),
)
def test_it_comes_inside_the_hours_and_before_the_deadline(now: datetime, zone: str) -> None:
    anna = world(now=now, timezone=zone, catalogue=CATALOGUE)
    anna.start()
    due = anna.timer("follow_up.1")
    assert now < due <= now + timedelta(days=3, hours=-2)
    assert 9 <= due.astimezone(ZoneInfo(zone)).hour < 21
    closes = next(iter(anna.journey().orders.values())).closes_at
    assert due < closes == now + timedelta(days=3)
