"""Who took a variant counts once a journey, and what came before it does not count for it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec.structs import replace as struct

from funnels.analytics.experiment import VariantCount
from funnels.analytics.period import Period
from funnels.analytics.question import By, Question
from funnels.engine.effects import Effect
from funnels.engine.effects.facts import StagePassed, StageReached, Track
from funnels.engine.effects.orders import OpenOrder, RecordRefund
from storage.database import Database
from storage.queries.experiments import known_experiments, variant_counts
from storage.recount.recount import differences
from storage.slices import Counting
from tests.storage.stories import HOUR, NOW, STARS_100, again, change, keep, payment, person

ASKED = Question(funnel="relationships")
REACHED, PASSED = StageReached(stage="core"), StagePassed(stage="core")
ORDER = "1:relationships:1:3:0"
OPENED = OpenOrder(order=ORDER, product="webinar", title="Вебинар", price=STARS_100, method="stars", expires_at=None)

BACK = RecordRefund(refund="r", order=ORDER, charge="charge-1", money=STARS_100, closes=True, reason="", staff=1)


def took(variant: str, experiment: str = "price", step: str = "core.2") -> Track:
    return Track(event="variant", step=step, detail=f"{experiment}={variant}")


async def counts(database: Database, question: Question = ASKED) -> dict[str, VariantCount]:
    """What is kept, which is what a recount says."""
    async with database.read() as conn:
        assert await differences(conn, Counting(), lambda _what, _done: None) == []
        (known,) = await known_experiments(conn, "relationships")
        return await variant_counts(conn, question, known, "core")


async def story(database: Database, *effects: Effect) -> None:
    """One thing an hour."""
    await keep(database, change(person(), REACHED))
    for number, effect in enumerate(effects, start=1):
        await again(database, effect, now=NOW + number * HOUR)


async def test_what_came_of_each_variant(database: Database) -> None:
    for id_, variant in ((1, "full"), (2, "full"), (3, "soft")):
        await keep(database, change(person(id_), REACHED, took(variant)))
    await again(database, PASSED, id_=2)
    assert await counts(database) == {"full": VariantCount(people=2, passed=1), "soft": VariantCount(people=1)}


async def test_a_variant_taken_twice_counts_once(database: Database) -> None:
    await story(database, took("full"), PASSED, took("full"))
    assert await counts(database) == {"full": VariantCount(people=1, passed=1)}


async def test_a_pass_before_it_is_not_its_own(database: Database) -> None:
    await story(database, PASSED, took("full"))
    assert await counts(database) == {"full": VariantCount(people=1)}


async def test_a_sale_after_it_counts_until_the_money_goes_back(database: Database) -> None:
    await story(database, took("full"), OPENED, payment(ORDER))
    assert (await counts(database))["full"].bought == 1
    await again(database, BACK, now=NOW + 9 * HOUR)
    assert (await counts(database))["full"].bought == 0


async def test_a_sale_before_it_is_not_its_own(database: Database) -> None:
    await story(database, OPENED, payment(ORDER), took("full"))
    assert (await counts(database))["full"] == VariantCount(people=1)


async def test_who_walks_again_counts_when_asked_for(database: Database) -> None:
    await keep(database, change(person(1), took("full")), change(person(2, run=2), took("full")))
    assert (await counts(database))["full"].people == 1
    assert (await counts(database, replace(ASKED, again=True)))["full"].people == 2
    assert (await counts(database, replace(ASKED, by="calendar")))["full"].people == 1


async def test_all_experiments_there_ever_were(database: Database) -> None:
    await keep(database, change(person(1), took("b", "old", "lead_magnet.1")))
    await keep(database, change(person(2), took("full", step="core.1")), now=NOW + HOUR)
    await keep(database, change(person(3), took("soft")), now=NOW + 2 * HOUR)
    async with database.read() as conn:
        old, price = await known_experiments(conn, "relationships")
        assert await known_experiments(conn, "another") == []
    assert (old.name, old.variants, old.stages) == ("old", ["b"], ["lead_magnet"])
    assert (price.variants, price.stages, price.since) == (["full", "soft"], ["core"], NOW.date())


async def test_it_was_taken_when_a_clock_said_so_first(database: Database) -> None:
    """Also where the clock was set back in between."""
    await story(database, PASSED)
    await again(database, took("full"), now=NOW + 3 * HOUR)
    assert await counts(database) == {"full": VariantCount(people=1)}
    await again(database, took("full"), now=NOW)
    assert await counts(database) == {"full": VariantCount(people=1, passed=1)}


async def test_each_variant_of_a_journey_has_what_came_after_it(database: Database) -> None:
    await story(database, took("full"), PASSED, OPENED, took("soft"), payment(ORDER))
    assert await counts(database) == {
        "full": VariantCount(people=1, passed=1, bought=1),
        "soft": VariantCount(people=1, bought=1),
    }


async def test_what_happens_at_the_same_moment_is_its_own(database: Database) -> None:
    await keep(database, change(person(), REACHED, took("full"), PASSED, OPENED, payment(ORDER)))
    assert await counts(database) == {"full": VariantCount(people=1, passed=1, bought=1)}


async def test_a_sale_after_it_counts_also_where_there_was_one_before(database: Database) -> None:
    second = f"{ORDER}:1"
    opened = struct(OPENED, order=second)
    await story(database, OPENED, payment(ORDER), took("full"), opened, payment(second, "charge-2"))
    assert (await counts(database))["full"] == VariantCount(people=1, bought=1)


@pytest.mark.parametrize(
    ("by", "started", "took_it"), [("contact", ["full", "soft"], []), ("calendar", ["soft"], ["full"])]
)
async def test_of_which_days(database: Database, by: By, started: list[str], took_it: list[str]) -> None:
    """By contact the journeys that started on them, by calendar those that took it on them."""
    await keep(database, change(person(1)), change(person(2), took("soft")))
    await again(database, took("full"), now=NOW + timedelta(days=1))
    for days, variants in ((0, started), (1, took_it)):
        day = NOW.date() + timedelta(days=days)
        found = await counts(database, replace(ASKED, by=by, period=Period(first=day, last=day)))
        assert sorted(found) == variants
