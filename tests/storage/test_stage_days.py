"""Stages are counted day by day while they happen, by contact and by calendar, in every cell of the journey."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from funnels.analytics.period import Period
from funnels.analytics.question import By, Cell, Question
from funnels.engine.effects import Effect
from funnels.engine.effects.facts import StageLeft, StagePassed, StageReached, Track
from funnels.engine.person import Person
from storage.database import Database
from storage.queries.stages import StageCount, split_counts, stage_counts
from storage.slices import Counting
from tests.storage.stories import NOW, again, change, keep, person

REACHED, PASSED, LEFT = (kind(stage="request") for kind in (StageReached, StagePassed, StageLeft))
DAY = timedelta(days=1)
FIRST_DAY = Period(first=NOW.date(), last=NOW.date())
NEXT_DAY = Period(first=NOW.date() + DAY, last=NOW.date() + DAY)

Counts = dict[str, tuple[int, int, int]]


def whoever(id_: int, *, source: str = "", run: int = 1) -> Person:
    who = person(id_, run=run)
    subscriber = replace(who.subscriber, source=source)
    (journey,) = who.journeys
    return Person(subscriber=subscriber, journeys=(replace(journey, subscriber=subscriber),))


def plain(counts: dict[str, StageCount]) -> Counts:
    return {
        stage: (count.reached, count.passed, count.lost) for stage, count in counts.items() if any(vars(count).values())
    }


async def counted(database: Database, period: Period | None = None, by: By = "contact", **asked: object) -> Counts:
    question = Question(funnel="relationships", period=period or Period(), by=by, **asked)
    async with database.read() as conn:
        return plain(await stage_counts(conn, question))


async def split(database: Database, slice_: str) -> dict[str, Counts]:
    async with database.read() as conn:
        found = await split_counts(conn, Question(funnel="relationships", split=slice_))
    return {value: counts for value, kept in found.items() if (counts := plain(kept))}


async def test_by_contact_all_counts_on_the_day_the_journey_started(database: Database) -> None:
    await keep(database, change(person(), REACHED))
    await again(database, PASSED, now=NOW + DAY)
    assert await counted(database, FIRST_DAY) == {"": (1, 0, 0), "request": (1, 1, 0)}
    assert await counted(database, NEXT_DAY) == {}


async def test_by_calendar_all_counts_on_the_day_it_happened(database: Database) -> None:
    await keep(database, change(person(), REACHED))
    await again(database, PASSED, now=NOW + DAY)
    assert await counted(database, FIRST_DAY, "calendar") == {"": (1, 0, 0), "request": (1, 0, 0)}
    assert await counted(database, NEXT_DAY, "calendar") == {"request": (0, 1, 0)}


@pytest.mark.parametrize("comes_back", [REACHED, PASSED])
async def test_whoever_comes_back_is_lost_no_more_on_the_day_they_left(database: Database, comes_back: Effect) -> None:
    await keep(database, change(person(), REACHED))
    await again(database, LEFT, now=NOW + DAY)
    assert await counted(database, NEXT_DAY, "calendar") == {"request": (0, 0, 1)}
    assert (await counted(database, FIRST_DAY))["request"] == (1, 0, 1)
    await again(database, comes_back, now=NOW + 2 * DAY)
    assert await counted(database, NEXT_DAY, "calendar") == {}
    assert (await counted(database, FIRST_DAY))["request"] == (1, int(comes_back is PASSED), 0)


async def test_a_day_is_one_of_the_zone(database: Database) -> None:
    late = datetime(2026, 3, 2, 21, 30, tzinfo=UTC)
    (journey,) = (who := person()).journeys
    who = replace(who, journeys=(replace(journey, started_at=late),))
    await keep(database, change(who, REACHED), now=late, counting=Counting(zone=ZoneInfo("Europe/Moscow")))
    assert await counted(database, Period(first=date(2026, 3, 3)), "calendar") == {"": (1, 0, 0), "request": (1, 0, 0)}
    assert await split(database, "hour") == {"0": {"": (1, 0, 0), "request": (1, 0, 0)}}
    assert set(await split(database, "weekday")) == {"2"}


async def test_later_walks_count_only_for_who_asks(database: Database) -> None:
    await keep(database, change(person(1), REACHED), change(person(2, run=2), REACHED))
    assert (await counted(database))["request"] == (1, 0, 0)
    assert (await counted(database, again=True))["request"] == (2, 0, 0)


async def test_values_of_a_slice_are_told_apart(database: Database) -> None:
    stories = {"vk-march": (REACHED, PASSED), "tg-march": (REACHED,), "": ()}
    for id_, (source, story) in enumerate(stories.items(), start=1):
        await keep(database, change(whoever(id_, source=source), *story))
    assert await split(database, "source") == {
        "vk-march": {"": (1, 0, 0), "request": (1, 1, 0)},
        "tg-march": {"": (1, 0, 0), "request": (1, 0, 0)},
        "": {"": (1, 0, 0)},
    }
    assert await split(database, "campaign") == {"march": {"": (2, 0, 0), "request": (2, 1, 0)}}
    only = Cell(slice="campaign", value="march")
    assert await counted(database, only=only) == {"": (2, 0, 0), "request": (2, 1, 0)}
    assert await counted(database, only=Cell(slice="source", value="tg-march")) == {"": (1, 0, 0), "request": (1, 0, 0)}
    assert await counted(database, only=Cell(slice="source", value="")) == {"": (1, 0, 0)}


@pytest.mark.parametrize(
    ("fact", "slice_", "value"),
    [
        (Track(event="variant", detail="price=soft"), "variant", "price=soft"),
        (Track(event="bought", detail="webinar"), "product", "webinar"),
        (Track(event="staff_replied", detail="77"), "manager", "77"),
        (Track(event="task_done", step="call", detail="77"), "manager", "77"),
    ],
)
async def test_a_journey_takes_all_its_stages_into_the_cell_it_comes_to(
    database: Database, fact: Track, slice_: str, value: str
) -> None:
    await keep(database, change(person(), REACHED))
    assert await split(database, slice_) == {}
    await again(database, fact, now=NOW + DAY)
    await again(database, PASSED, now=NOW + 2 * DAY)
    assert await split(database, slice_) == {value: {"": (1, 0, 0), "request": (1, 1, 0)}}
    assert await counted(database) == {"": (1, 0, 0), "request": (1, 1, 0)}


async def test_a_journey_leaves_the_cell_of_a_variant_for_another_one(database: Database) -> None:
    await keep(database, change(person(), REACHED, Track(event="variant", detail="price=soft")))
    await again(database, Track(event="variant", detail="price=full"), Track(event="variant", detail="text=long"))
    both = {"": (1, 0, 0), "request": (1, 0, 0)}
    assert await split(database, "variant") == {"price=full": both, "text=long": both}
