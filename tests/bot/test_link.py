"""`/link`: an owner gets a link for a source, and later sees who came through it."""

from .world import OWNER, World, until

SCRIPT = """
funnel: walk
title: The <walk>
language: en
start: {links: [book], default: true}
stages:
  - stage: only
    steps:
      - message: Hello.
"""
LINK = "https://t.me/voronka_preview_bot?start=book__vk-march"


async def test_a_link_comes_with_its_code_and_leads_where_it_says(bot: World) -> None:
    await bot.starts(SCRIPT)
    await bot.owner.writes("/link vk-march")
    answer = await bot.owner.sees("vk-march", within=20)
    assert answer.text.splitlines()[:2] == ["🔗 Source vk-march → The <walk>", LINK]
    assert "/spend vk-march 15000 RUB " in answer.text
    assert answer.document is not None
    assert answer.document["file_name"] == "vk-march.png"
    anna = await bot.meets(LINK.partition("=")[2])
    assert bot.rows("SELECT subscriber_id, source, link, funnel FROM touches") == [
        (anna.id, "vk-march", "book", "walk")
    ]
    assert bot.rows("SELECT source, funnel, word, written, made_by FROM links") == [
        ("vk-march", "walk", "book", "vk-march", OWNER)
    ]


async def test_cyrillic_is_said_to_be_written_in_latin(bot: World) -> None:
    await bot.starts(SCRIPT)
    await bot.owner.writes("/link ВК-март")
    answer = await bot.owner.sees("VK-mart", within=20)
    assert "“ВК-март” is written in Latin letters" in answer.text


async def test_links_are_listed_with_who_came_and_what_the_ads_did(bot: World) -> None:
    await bot.starts(SCRIPT)
    await bot.owner.writes("/link")
    await bot.owner.sees("There are no links yet")
    for name in ("tg", "ВК"):
        await bot.owner.writes(f"/link {name}")
        await bot.owner.sees("Source", within=20)
    for _ in range(2):
        await bot.meets("book__VK")
    await bot.owner.writes("/spend VK 10 RUB today clicks=1200 impressions=90000")
    await bot.owner.sees("save it?")
    await bot.owner.presses("Save")
    await until(lambda: bot.counts("SELECT count(*) FROM spend") == 1)
    await bot.owner.writes("/link")
    listed = await bot.owner.sees("Links, and how many people")
    assert listed.text.split("\n\n")[1:] == [
        "VK (ВК) → walk\nhttps://t.me/voronka_preview_bot?start=book__VK\n👤 2 · ads: impressions 90,000, clicks 1,200",
        "tg → walk\nhttps://t.me/voronka_preview_bot?start=book__tg\n👤 0",
    ]


async def test_what_is_wrong_is_said_with_lines_to_copy(bot: World) -> None:
    bot.has_script(SCRIPT.replace("funnel: walk", "funnel: other").replace("[book], default: true", "[other]"))
    await bot.starts(SCRIPT.replace(", default: true", ""))
    await bot.owner.writes("/link vk")
    answer = await bot.owner.sees("Which funnel")
    assert answer.text.endswith("/link vk other\n/link vk walk")
    await bot.owner.writes("/link <vk> walk")
    assert "“<vk>” has: < >" in (await bot.owner.sees("A link may hold")).text
