"""A stage whose conversion falls is told once until it is well again; people walk the funnel for weeks."""

from pathlib import Path

from bot.digest.herald import Herald
from bot.settings import read_settings
from funnels.analytics.due import due
from storage.outside_tables import outbox
from storage.payload import TellOwners, from_json
from tests.bot.reports.walking import MOSCOW, Street, stages, street
from tests.storage.stories import rows


def herald(walk: Street, **given: object) -> Herald:
    settings = read_settings(owner_ids=[1, 2], language="en", timezone="Europe/Moscow", **given)
    return Herald(walk.database, walk.runner, walk.clock, settings)


async def told(walk: Street, chat: int = 1) -> list[TellOwners]:
    """What was put into the outbox for this owner."""
    kept = [from_json(str(row["payload"])) for row in await rows(walk.database, outbox) if row["chat_id"] == chat]
    return [one for one in kept if isinstance(one, TellOwners)]


async def test_once_until_it_is_well_again(tmp_path: Path) -> None:
    async with street(tmp_path, stages()) as walk:
        await walk.walk(200, 100)
        walk.passes(days=9)
        seen = []
        for passed in (20, 0, 1, 20, 0):
            await walk.walk(40, passed)
            walk.passes(days=2)
            await herald(walk).watch()
            await herald(walk).watch()
            seen.append(len(await told(walk)))
        assert seen == [0, 1, 1, 1, 2]
        assert await told(walk) == await told(walk, 2)
        said = (await told(walk))[0].text
    assert said == (
        "⚠️ <b>Sales &amp; co</b>\n"
        "The stage “Request” broke: 0 of 40 passed, <b>0.0%</b>; usually 50.0% do.\n"
        "Counted are passes within 1 d of reaching it; everybody has had the time. See /weak sales"
    )


async def test_what_is_neither_broken_nor_well_again_is_told_no_second_time(tmp_path: Path) -> None:
    async with street(tmp_path, stages()) as walk:
        await walk.walk(200, 100)
        walk.passes(days=9)
        seen = []
        for passed in (0, 11, 0):
            await walk.walk(40, passed)
            walk.passes(days=2)
            await herald(walk).watch()
            seen.append(len(await told(walk)))
    assert seen == [1, 1, 1]


async def test_few_people_on_a_day_are_looked_at_for_longer(tmp_path: Path) -> None:
    async with street(tmp_path, stages()) as walk:
        await walk.walk(200, 100)
        walk.passes(days=12)
        for _ in range(3):
            await walk.walk(12, 0)
            walk.passes(days=1)
        await herald(walk).watch()
        assert await told(walk) == []  # those of the last day have not had theirs
        walk.passes(days=1)
        await herald(walk).watch()
        (alert,) = await told(walk)
        assert "0 of 36 passed" in alert.text


async def test_before_the_hour_stages_are_not_looked_at(tmp_path: Path) -> None:
    async with street(tmp_path, stages()) as walk:
        await walk.walk(200, 100)
        walk.passes(days=9)
        await walk.walk(40, 0)
        walk.passes(days=2)
        waiting = herald(walk, digest_hour=13)
        await waiting.watch()
        assert await told(walk) == []
        walk.passes(hours=1)
        await waiting.watch()
        assert len(await told(walk)) == 1


async def test_a_digest_tells_what_changed_and_what_is_weak(tmp_path: Path) -> None:
    async with street(tmp_path, stages(quote="target: 60%")) as walk:
        await walk.walk(200, 100, 50)
        walk.passes(days=7)
        await walk.walk(200, 150, 15)
        walk.passes(days=7)
        wanted = due("weekly", 1, 9, now=walk.clock.now(), zone=MOSCOW)
        assert wanted.day.isoweekday() == 1
        await herald(walk).tell_digests()
        (digest,) = await told(walk)
    assert digest.picture.startswith("<svg")
    assert digest.text == (
        "<b>Sales &amp; co</b>\nMar 9\u2009–\u200915, 2026\nStarted: <b>200</b> (before: 200)\n\n"
        "<b>Changed, and not by chance</b>\n▲ Request: 50.0% → <b>75.0%</b>\n▼ Quote: 50.0% → <b>10.0%</b>\n\n"
        "🔻 Quote: <b>26.0%</b>, 65 of 250 passed (21.0%–31.8%)\n"
        "The script's target is 60.0%.\nNot chance: people lost: <b>85</b>\n\n"
        "1. Request: <b>75.0%</b>, 150 of 200\n2. Quote: <b>10.0%</b>, 15 of 150\n3. Invoice: <b>0.0%</b>, 0 of 15\n"
        "4. thanks: nobody came\n\n"
        "More: /stats sales"
    )
