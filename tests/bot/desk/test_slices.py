"""Slices and comparison in the owner's message: values on pages, one value's whole report, the period before."""

from bot.desk.board import A_PAGE
from tests.bot.desk.test_pressing import SCRIPT, labels, pressed, stats
from tests.bot.world import World

LINKED = SCRIPT.replace("start: {default: true}", "start: {links: [book], default: true}")


async def comes(bot: World, source: str, name: str = "Anna") -> None:
    await bot.says(await bot.meets(f"book__{source}" if source else None), name)


async def test_a_slice_shows_every_value_and_a_press_shows_one(bot: World) -> None:
    await bot.starts(LINKED)
    for source in ("vk", "vk", "post", ""):
        await comes(bot, source)
    text = await stats(bot)
    await pressed(bot, "Slices ▾")
    assert len(labels(text)) == 12
    await pressed(bot, "source")
    assert text.text.endswith("/stats walk source")
    assert "vk · 2 people started" in text.text
    assert labels(text)[:3] == ["vk", "none", "post"]
    await pressed(bot, "vk")
    assert "2 people started" in text.text
    assert "source: vk" in text.text
    assert text.text.endswith("/stats walk source=vk")
    await pressed(bot, "✕ source: vk")
    assert text.text.endswith("/stats walk")


async def test_the_value_of_nobodys_mark_is_one_too(bot: World) -> None:
    await bot.starts(LINKED)
    for source in ("vk", "", ""):
        await comes(bot, source)
    text = await stats(bot, "source")
    await pressed(bot, "✓ source ▾")
    await pressed(bot, "none")
    assert text.text.endswith('/stats walk source=""')
    assert "2 people started" in text.text


async def test_many_values_are_turned_page_by_page(bot: World) -> None:
    await bot.starts(LINKED)
    for number in range(A_PAGE + 1):
        await comes(bot, f"s{number}")
    text = await stats(bot, "source")
    await pressed(bot, "✓ source ▾")
    assert labels(text)[: A_PAGE + 1] == [*(f"s{number}" for number in range(A_PAGE)), "▶"]
    await pressed(bot, "▶")
    assert labels(text)[:2] == [f"s{A_PAGE}", "◀"]
    await pressed(bot, "◀")
    await pressed(bot, "No slice")
    assert text.text.endswith("/stats walk")


async def test_the_period_before_stands_beside(bot: World) -> None:
    await bot.starts(LINKED)
    for _ in range(3):
        await comes(bot, "vk")
    await bot.passes(days=8)
    await comes(bot, "vk")
    text = await stats(bot, "7")
    await pressed(bot, "Compare")
    assert text.text.endswith("/stats walk 7 compare")
    assert "started 1 ▼ (was 3)" in text.text
    assert "(was 100.0%, within chance)" in text.text
    assert "✓ Compare" in labels(text)
    await pressed(bot, "All")
    assert "Compare" not in " ".join(labels(text))
    assert text.text.endswith("/stats walk")


async def test_a_report_that_is_not_split_is_asked_for_one_value(bot: World) -> None:
    await bot.starts(LINKED)
    for source in ("vk", "vk", "post"):
        await comes(bot, source)
    await bot.owner.writes("/cohorts")
    text = await bot.owner.sees("/cohorts walk", within=20)
    await pressed(bot, "Slices ▾")
    await pressed(bot, "source")
    assert text.text.endswith("/cohorts walk")
    assert labels(text)[:2] == ["vk", "post"]
    await pressed(bot, "◀ Back")
    assert "Slices ▾" in labels(text)
    await pressed(bot, "Slices ▾")
    await pressed(bot, "source")
    await pressed(bot, "vk")
    assert text.text.endswith("/cohorts walk source=vk")
    assert "2 people" in text.text
