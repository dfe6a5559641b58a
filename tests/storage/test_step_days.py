"""What became of the messages of a step is counted day by day while it happens, by contact and by calendar."""

from datetime import datetime, timedelta

import pytest

from funnels.engine.effects import Effect
from funnels.engine.effects.facts import Event, Track
from funnels.engine.effects.orders import OpenOrder, RecordRefund
from funnels.engine.person import OrderedEffect
from storage import outbox
from storage.database import Database
from storage.days import number_of
from storage.outcomes import Failed, Sent, finish
from storage.rollups.step_days import FIGURES, STEP_DAYS
from storage.slices import Counting
from storage.writers.people import Change
from tests.storage.stories import NOW, STARS_100, again, change, keep, known, message, payment, person

DAY = timedelta(days=1)
STEP = "request.1"


async def counted(database: Database, *, calendar: bool = True, walks_again: bool = False) -> dict[int, dict[str, int]]:
    """What is not nothing, by the number of days since `NOW`; a recount says the same."""
    found: dict[int, dict[str, int]] = {}
    async with database.read() as conn:
        kept = await STEP_DAYS.kept(conn)
        assert kept == await STEP_DAYS.anew(conn, Counting(), lambda _done: None)
    for (_, by_calendar, later, day, step), figures in kept.items():
        if (by_calendar, later, step) == (calendar, walks_again, STEP):
            named = zip(FIGURES, figures, strict=True)
            found[int(day) - number_of(NOW.date())] = {name: number for name, number in named if number}
    return found


async def deliver(database: Database, now: datetime, *, refused: bool = False) -> None:
    async with database.write() as conn:
        results = [
            Failed(id=row.id, reason="no") if refused else Sent(id=row.id, message_id=1)
            for row in await outbox.claim(conn, now, 100)
        ]
        await finish(conn, results, now)


async def send(database: Database, now: datetime = NOW, *, refused: bool = False) -> None:
    """One message more of the step."""
    await again(database, message(step=STEP), now=now)
    await deliver(database, now, refused=refused)


def opened(which: int) -> OpenOrder:
    return OpenOrder(
        order=f"1:relationships:1:{which}:0",
        product="webinar",
        title="W",
        price=STARS_100,
        method="stars",
        expires_at=None,
        step=STEP,
    )


def paid(which: int) -> Effect:
    return payment(opened(which).order, f"charge {which}")


async def test_every_delivery_and_every_failure_counts(database: Database) -> None:
    await keep(database, change(person()))
    await send(database)
    await send(database, NOW + DAY)
    await send(database, NOW + DAY, refused=True)
    assert await counted(database) == {0: {"delivered": 1}, 1: {"delivered": 1, "failed": 1}}
    assert await counted(database, calendar=False) == {0: {"delivered": 2, "failed": 1}}


@pytest.mark.parametrize("event", ["clicked", "answered", "asked_to_pay"])
async def test_the_first_of_a_journey_counts(database: Database, event: Event) -> None:
    fact = Track(event=event, step=STEP)
    await keep(database, change(person(), Track(event=event, step="quote.2"), Track(event=event)))
    assert await counted(database) == {}
    await again(database, fact, fact, now=NOW + DAY)
    await again(database, fact, now=NOW + 2 * DAY)
    assert await counted(database) == {1: {event: 1}}
    assert await counted(database, calendar=False) == {0: {event: 1}}


async def test_journeys_are_told_apart_and_later_walks_are_kept_apart(database: Database) -> None:
    clicked = Track(event="clicked", step=STEP)
    await keep(database, *(change(who, clicked) for who in (person(1), person(2), person(3, run=2))))
    assert await counted(database) == {0: {"clicked": 2}}
    assert await counted(database, walks_again=True) == {0: {"clicked": 1}}


async def test_who_pays_at_a_step_twice_has_paid_once(database: Database) -> None:
    await keep(database, change(person(), opened(1), opened(2)))
    assert await counted(database) == {}
    await again(database, paid(1), now=NOW + DAY)
    await again(database, paid(2), opened(3), paid(3), now=NOW + 2 * DAY)
    assert await counted(database) == {1: {"paid": 1}}


async def test_money_that_goes_back_was_paid(database: Database) -> None:
    back = RecordRefund(
        refund="r", order=opened(1).order, charge="charge 1", money=STARS_100, closes=True, reason="",
        staff=0,
    )  # fmt: skip
    await keep(database, change(person(), opened(1), paid(1)))
    await again(database, back, now=NOW + DAY)
    await again(database, opened(1), payment(opened(1).order, "charge 2"), now=NOW + 2 * DAY)
    assert await counted(database) == {0: {"paid": 1}}


@pytest.mark.parametrize("event", ["blocked", "stopped"])
@pytest.mark.parametrize(
    ("later", "left"), [(DAY - timedelta(microseconds=1), {"left_within_day": 1}), (DAY, {}), (2 * DAY, {})]
)
async def test_who_leaves_within_24_hours_of_a_message_left_after_it(
    database: Database, event: Event, later: timedelta, left: dict[str, int]
) -> None:
    sent = NOW + DAY
    await keep(database, change(person()))
    await send(database, sent)
    await again(database, Track(event=event, step="quote.2"), now=sent + later)
    assert (await counted(database, calendar=False))[0] == {"delivered": 1, **left}


async def test_who_leaves_left_after_every_message_of_the_day_once(database: Database) -> None:
    await keep(database, change(person()))
    await send(database)
    await send(database, NOW + timedelta(hours=1))
    await again(database, Track(event="stopped"), now=NOW + timedelta(hours=2))
    await send(database, NOW + timedelta(hours=3))
    await again(database, Track(event="blocked"), now=NOW + timedelta(hours=4))
    assert await counted(database, calendar=False) == {0: {"delivered": 3, "left_within_day": 1}}


async def test_who_leaves_when_the_funnel_is_over_left_after_its_last_message(database: Database) -> None:
    await keep(database, change(person(), message(step=STEP)))
    await deliver(database, NOW)
    who = (await known(database, 1)).people[1]
    fact = OrderedEffect(journey=None, effect=Track(event="blocked"))
    await keep(database, Change(before=who, after=who, effects=(fact,)), now=NOW + timedelta(hours=1))
    assert await counted(database) == {0: {"delivered": 1, "left_within_day": 1}}
