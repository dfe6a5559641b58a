"""What ads cost in a period, and to which funnels a source brings people."""

from datetime import date, timedelta

from msgspec.structs import replace

from funnels.analytics.period import EVER, Period
from funnels.analytics.spend import SpendRow
from funnels.definition.money import Money
from funnels.engine.person import Person
from storage import links, spend
from storage.database import Database
from storage.links import Link
from storage.queries.spend import SourceSpend, funnels_of_sources, spend_by_source
from tests.storage.stories import NOW, OWNER, change, keep, person

FIRST = date(2026, 3, 2)


def row(day: int, source: str, amount: int, currency: str = "RUB") -> SpendRow:
    money = Money(amount=amount, currency=currency)
    return SpendRow(day=FIRST + timedelta(days=day), source=source, money=money, impressions=10 * amount, clicks=amount)


def of(source: str, amount: int, currency: str = "RUB") -> SourceSpend:
    money = Money(amount=amount, currency=currency)
    return SourceSpend(source=source, money=money, impressions=10 * amount, clicks=amount)


async def test_the_spend_of_its_days_by_source_and_currency(database: Database) -> None:
    async with database.write() as conn:
        rows = [row(-1, "vk", 1), row(0, "vk", 2), row(0, "vk", 4, "EUR"), row(0, "tg", 8), row(2, "vk", 16)]
        await spend.save(conn, rows, file="march.csv", by=OWNER, now=NOW)
        await spend.save(conn, [row(2, "vk", 32), row(3, "vk", 64)], file="", by=OWNER, now=NOW)
    async with database.read() as conn:
        three_days = Period(first=FIRST, last=FIRST + timedelta(days=2))
        assert await spend_by_source(conn, three_days) == [of("tg", 8), of("vk", 4, "EUR"), of("vk", 50)]
        assert await spend_by_source(conn, EVER) == [of("tg", 8), of("vk", 4, "EUR"), of("vk", 115)]


async def test_a_source_is_of_the_funnels_it_brought_people_to_or_has_a_link_for(database: Database) -> None:
    def from_vk(id_: int, funnel: str, run: int) -> Person:
        who = person(id_, funnel=funnel, run=run)
        subscriber = replace(who.subscriber, source="vk")
        return Person(subscriber=subscriber, journeys=(replace(who.journeys[0], subscriber=subscriber),))

    await keep(database, change(from_vk(1, "sales", 1)), change(from_vk(2, "club", 2)), change(from_vk(3, "other", 1)))
    async with database.write() as conn:
        await links.add(conn, Link(source="tg", funnel="sales", word="", written="tg"), by=OWNER, now=NOW)
    async with database.read() as conn:
        assert await funnels_of_sources(conn, ["sales", "club"]) == {"vk": {"sales", "club"}, "tg": {"sales"}}
