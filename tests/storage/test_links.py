"""Links that were made, and who came through them."""

from dataclasses import replace

from funnels.analytics.spend import SpendRow
from funnels.definition.money import Money
from funnels.engine.effects.facts import RecordTouch
from storage import links, spend
from storage.database import Database
from storage.links import Link

from .stories import HOUR, NOW, OWNER, again, change, keep, person

VK = Link(source="vk-march", funnel="relationships", word="book", written="ВК март")


async def test_a_link_is_listed_with_its_people_and_the_clicks_of_its_ads(database: Database) -> None:
    async with database.write() as conn:
        await links.add(conn, VK, by=OWNER, now=NOW)
        await links.add(conn, replace(VK, written="other"), by=OWNER + 1, now=NOW + HOUR)
        await links.add(conn, replace(VK, source="tg", written="tg", word=""), by=OWNER, now=NOW)
        money = Money(amount=1, currency="RUB")
        ads = [
            SpendRow(day=NOW.date(), source="vk-march", money=money, impressions=9, clicks=4),
            SpendRow(day=NOW.date(), source="vk-march", money=Money(amount=1, currency="EUR"), impressions=1, clicks=1),
        ]
        await spend.save(conn, ads, file="", by=OWNER, now=NOW)
    touch = RecordTouch(source="vk-march", link="book", funnel="relationships")
    await keep(database, *(change(person(id_), touch) for id_ in (1, 2)))
    await again(database, touch, RecordTouch(source="vk-march", link="", funnel="relationships"))
    async with database.read() as conn:
        vk, tg = await links.listed(conn)
        assert await links.names(conn) == [
            ("tg", "tg"),
            ("vk-march", "vk-march"),
            ("ВК март", "vk-march"),
        ]
        assert await links.touched(conn, ["vk-march", "tg", "ok"]) == {"vk-march"}
    assert (vk.link, vk.people, vk.impressions, vk.clicks) == (VK, 2, 10, 5)
    assert (tg.link.source, tg.people, tg.impressions, tg.clicks) == ("tg", 0, 0, 0)
