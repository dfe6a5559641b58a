"""`/spend`: an owner tells what ads cost, sees what was understood, saves it, and takes it back."""

import pytest

from bot.preview.telegram.messages import Message

from .world import OWNER, World, until

SCRIPT = """
funnel: walk
language: en
start: {links: [book], default: true}
stages:
  - stage: only
    steps:
      - message: Hello.
"""
MARCH = "day;source;spend, RUB;clicks\n2026-03-01;vk;100,50;7\n2026-03-02;tg;50;\nTotal;;150,50;7\n"
SPENT = "SELECT day, source, currency, amount, impressions, clicks FROM spend ORDER BY day, source"
DAY = 20513
"""1 March 2026, in days since 1970."""


async def sent(bot: World, text: str | bytes, caption: str = "/spend", name: str = "march.csv") -> Message:
    """What the owner is answered to a file."""
    bot.owner.reads_all()
    await bot.owner.sends_document(text.encode() if isinstance(text, str) else text, name, caption)
    return await bot.owner.sees("")


async def told(bot: World, text: str) -> Message:
    bot.owner.reads_all()
    await bot.owner.writes(text)
    return await bot.owner.sees("")


async def pressed(bot: World, message: Message, button: str, until_says: str) -> None:
    await bot.owner.presses(button, message=message)
    await until(lambda: until_says in message.text)


async def test_a_sheet_is_shown_first_and_saved_by_a_press(bot: World) -> None:
    await bot.starts(SCRIPT)
    await bot.meets("book__vk")
    shown = await sent(bot, MARCH)
    text = shown.text.replace("\N{NO-BREAK SPACE}", " ")
    assert text.splitlines() == [
        "Ad spend: save it?",
        "📄 march.csv · rows: 2",
        "📅 1 Mar 2026 – 2 Mar 2026, days: 2",
        "💰 ₽150.50",
        "impressions 0 · clicks 7",
        "",
        "vk — ₽100.50",
        "tg — ₽50",
        "",
        "⚠️ Nobody has come from here yet, check the names: tg",
        "",
        "Columns: day → day, source → source, spend, RUB → spend, clicks → clicks",
        "Lines of totals, left out: 4",
    ]
    assert bot.rows(SPENT) == []
    await pressed(bot, shown, "Save", "Saved")
    assert bot.rows(SPENT) == [(DAY, "vk", "RUB", 10050, 0, 7), (DAY + 1, "tg", "RUB", 5000, 0, 0)]


async def test_what_is_saved_can_be_undone_and_saved_again(bot: World) -> None:
    await bot.starts(SCRIPT)
    first = await sent(bot, MARCH)
    await pressed(bot, first, "Save", "Saved")
    await pressed(bot, first, "Undo", "Undone")
    assert bot.rows(SPENT) == []
    again = await sent(bot, MARCH)
    await pressed(bot, again, "Save", "Saved")
    assert len(bot.rows(SPENT)) == 2


async def test_cancelled_spend_is_not_saved(bot: World) -> None:
    await bot.starts(SCRIPT)
    shown = await told(bot, "/spend vk 15000 RUB 2026-03-01..2026-03-31 clicks=1200")
    await pressed(bot, shown, "Cancel", "Not saved")
    assert bot.rows(SPENT) == []


async def test_the_same_spend_is_refused_with_when_and_by_whom(bot: World) -> None:
    await bot.starts(SCRIPT)
    await pressed(bot, await sent(bot, MARCH), "Save", "Saved")
    for refused in (
        await sent(bot, MARCH),
        await sent(bot, MARCH.replace(";", "\t"), name="other.csv"),
        await sent(bot, MARCH + "2026-03-03;ok;1;\n", name="longer.csv"),
        await told(bot, "/spend vk 100.50 RUB 2026-03-01 clicks=8"),
    ):
        assert refused.text.startswith("❌ Nothing is saved\n\n• this spend is saved already: march.csv, ")
        assert refused.text.endswith(f", {OWNER}")
        assert "reply_markup" not in refused.body
    assert len(bot.rows(SPENT)) == 2


async def test_two_presses_save_once(bot: World) -> None:
    await bot.starts(SCRIPT)
    first, second = await sent(bot, MARCH), await sent(bot, MARCH)
    await pressed(bot, first, "Save", "Saved")
    await pressed(bot, second, "Save", "this spend is saved already")
    assert len(bot.rows(SPENT)) == 2


async def test_more_spend_of_a_day_is_added_and_said(bot: World) -> None:
    await bot.starts(SCRIPT)
    await pressed(bot, await told(bot, "/spend vk 10 RUB 2026-03-01"), "Save", "Saved")
    shown = await told(bot, "/spend vk 20 RUB 2026-03-01")
    assert "These days have spend already, this will be added: vk" in shown.text
    await pressed(bot, shown, "Save", "Saved")
    assert [row[3] for row in bot.rows(SPENT)] == [1000, 2000]


async def test_mistakes_are_told_by_line_and_nothing_is_saved(bot: World) -> None:
    await bot.starts(SCRIPT)
    refused = await sent(bot, MARCH.replace("50;", "-50;").replace("2026-03-01", "1 <b>"), name="a<b>.csv")
    assert refused.text.splitlines() == [
        "❌ Nothing is saved",
        "",
        "• a<b>.csv:2: “1 <b>” is no day: write it as 2026-03-01 or 01.03.2026",
        "• a<b>.csv:2: spend, RUB: “100,-50” is no number",
        "• a<b>.csv:3: spend, RUB: “-50” is less than zero",
    ]
    many = await sent(bot, "day;source;spend\n" + "x;a;5\n" * 12, caption="/spend RUB")
    assert many.text.endswith("…and 2 more")


async def test_of_a_broken_file_nothing_is_half_saved(bot: World) -> None:
    await bot.starts(SCRIPT)
    head, first, *_ = MARCH.splitlines()
    for lines in (
        [head, first, "2026-03-02;tg;-50;"],
        [head, first, "2026-03-02;tg;a lot;"],
        [head, first, "yesterday;tg;50;"],
        [head, first, "2026-03-02;;50;"],
        ["name;colour", "vk;red"],
        ["day;source", "2026-03-01;vk"],
        [head],
        [" "],
    ):
        refused = await sent(bot, "\n".join(lines))
        assert refused.text.startswith("❌ Nothing is saved\n"), lines
        assert not list(refused.buttons)
        assert bot.rows("SELECT * FROM spend") + bot.rows("SELECT * FROM spend_imports") == []


async def test_a_file_as_a_russian_excel_writes_it(bot: World) -> None:
    await bot.starts(SCRIPT)
    shown = await sent(bot, b"\xef\xbb\xbf" + MARCH.replace("\n", "\r\n").encode())
    await pressed(bot, shown, "Save", "Saved")
    assert bot.rows(SPENT) == [(DAY, "vk", "RUB", 10050, 0, 7), (DAY + 1, "tg", "RUB", 5000, 0, 0)]


async def test_a_message_that_is_wrong_is_answered_with_an_example(bot: World) -> None:
    await bot.starts(SCRIPT)
    refused = await told(bot, "/spend vk 15000")
    assert "15000”: no currency" in refused.text
    assert "/spend vk-march 15000 RUB 2026-03-01..2026-03-31" in refused.text


async def test_names_people_gave_their_links_are_understood(bot: World) -> None:
    await bot.starts(SCRIPT)
    await told(bot, "/link ВК-март")
    shown = await sent(bot, "день;кампания;расход, ₽\n01.03.2026;вк-МАРТ;5\n")
    assert "Names: вк-МАРТ → VK-mart" in shown.text
    await pressed(bot, shown, "Save", "Saved")
    assert bot.rows("SELECT source FROM spend") == [("VK-mart",)]


async def test_a_message_that_is_gone_or_changed_saves_nothing(bot: World) -> None:
    await bot.starts(SCRIPT)
    shown = await told(bot, "/spend vk 10 RUB 2026-03-01")
    replied = shown.body["reply_to_message"]
    replied["text"] = replied["text"].replace("10 RUB", "20 RUB")
    await pressed(bot, shown, "Save", "The message has changed since")
    shown = await told(bot, "/spend vk 10 RUB 2026-03-01")
    del shown.body["reply_to_message"]
    await pressed(bot, shown, "Save", "The message with the spend is gone")
    assert bot.rows(SPENT) == []


async def test_saved_spend_is_listed_with_buttons_to_undo_it(bot: World) -> None:
    await bot.starts(SCRIPT)
    assert (await told(bot, "/spend")).text.startswith("Ad spend in a message:")
    await pressed(bot, await sent(bot, MARCH), "Save", "Saved")
    await pressed(bot, await told(bot, "/spend vk $10 2026-03-01"), "Save", "Saved")
    listed = await told(bot, "/spend")
    assert listed.text.splitlines()[-2:] == [
        "1. $10 · 1 Mar 2026 · a message",
        "2. ₽150.50 · 1 Mar 2026 – 2 Mar 2026 · march.csv",
    ]
    await pressed(bot, listed, "Undo 2", "Undone")
    assert bot.rows("SELECT source, currency FROM spend") == [("vk", "USD")]


@pytest.mark.parametrize("caption", ["/spend", "/spend RUB"])
async def test_a_file_of_somebody_else_is_what_they_said(bot: World, caption: str) -> None:
    await bot.starts(SCRIPT)
    anna = await bot.meets()
    anna.reads_all()
    await anna.sends_document(MARCH.encode(), "march.csv", caption)
    await bot.rests()
    assert bot.rows("SELECT count(*) FROM spend_imports") == [(0,)]
    assert not any("spend" in message.text for message in anna.reads_all())


async def test_a_file_without_the_command_is_none(bot: World) -> None:
    await bot.starts(SCRIPT)
    await bot.owner.sends_document(MARCH.encode(), "march.csv", "for the books")
    await bot.rests()
    assert not any("save it?" in message.text for message in bot.owner.reads_all())


async def test_a_file_that_cannot_be_downloaded_is_told(bot: World) -> None:
    await bot.starts(SCRIPT)
    bot.telegram.faults.order(method="getFile", error=400, description="Bad Request: file is too big")
    refused = await sent(bot, MARCH)
    assert "The file cannot be downloaded" in refused.text
