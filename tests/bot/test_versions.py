"""A changed script is a new version: whoever walks the old one finishes it, newcomers walk the new one."""

from .world import World

FIRST = """
funnel: talk
title: The talk
language: en
start: {default: true, links: [talk]}
stages:
  - stage: only
    steps:
      - message: Old beginning
        buttons: [Next]
        follow_ups:
          - after: 1 hour
            message: Old reminder
      - message: Old end
"""
SECOND = FIRST.replace("Old", "New")


async def test_people_inside_stay_on_theirs_and_newcomers_get_the_new_one(bot: World) -> None:
    await bot.starts(FIRST)
    anna = await bot.meets()
    await bot.starts_anew(SECOND)
    boris = await bot.meets()
    await boris.sees("New beginning")
    anna.reads_all()
    await bot.passes(hours=2)
    await anna.sees("Old reminder")
    await boris.sees("New reminder")
    assert await bot.presses(anna, "Next") == ["Old end"]
    assert await bot.presses(boris, "Next") == ["New end"]
    assert bot.rows("SELECT subscriber_id, version FROM journeys ORDER BY id") == [(anna.id, 1), (boris.id, 2)]


async def test_they_stay_on_theirs_after_another_restart(bot: World) -> None:
    await bot.starts(FIRST)
    anna = await bot.meets()
    await bot.starts_anew(SECOND)
    await bot.starts_anew()
    assert await bot.presses(anna, "Next") == ["Old end"]


async def test_the_same_text_is_the_same_version(bot: World) -> None:
    await bot.starts(FIRST)
    await bot.starts_anew(FIRST)
    assert bot.app.context.runner.catalogue.live["talk"].version == 1
    await bot.starts_anew(SECOND)
    await bot.starts_anew(SECOND)
    assert bot.app.context.runner.catalogue.live["talk"].version == 2
    await bot.starts_anew(FIRST)
    assert bot.app.context.runner.catalogue.live["talk"].version == 3
    assert bot.counts("SELECT count(*) FROM script_versions") == 3


async def test_a_funnel_taken_away_goes_on_for_those_inside(bot: World) -> None:
    await bot.starts(FIRST)
    anna = await bot.meets("talk")
    await bot.stops()
    (bot.funnels / "talk" / "funnel.yaml").unlink()
    other = SECOND.replace("funnel: talk", "funnel: other").replace("[talk]", "[other]")
    await bot.starts(other)
    assert await bot.presses(anna, "Next") == ["Old end"]
    boris = await bot.meets("talk")
    await boris.sees("New beginning")


async def test_an_order_of_an_old_version_is_still_paid_and_delivered(bot: World) -> None:
    shop = """
funnel: shop
language: en
start: {default: true}
products: {book: {title: The book, stars: 5, deliver: {text: Old book}}}
stages:
  - stage: only
    steps:
      - {offer: book, text: Buy}
"""
    await bot.starts(shop)
    anna = await bot.meets()
    await bot.presses(anna, "Pay 5\N{NO-BREAK SPACE}⭐")
    await bot.starts_anew(shop.replace("stars: 5", "stars: 9").replace("Old book", "New book"))
    assert (await anna.pays()).ok
    await anna.sees("Old book")
