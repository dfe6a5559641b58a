"""Whatever people send: a fitting answer or none, nothing breaks, nothing is markup, nothing counts twice."""

from typing import Any

import pytest

from bot.preview.telegram import Person

from .preview.telegram.world import picture
from .world import World

ASK = """
funnel: ask
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - ask: What is your name, {{ first_name }}?
        save: called
        error: In words, please.
      - message: Hello, *{{ called }}*!
        buttons: [Last]
      - message: The end
"""


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b> & <script>",
        "*stars* _lines_ `ticks` [a](https://example.com)",
        "{{ 7 }} {% if true %} {{ first_name }}",
        "{0} %s \\n \N{RIGHT-TO-LEFT OVERRIDE}abc",
        "😀" * 1000,
        "/notacommand",
        "1" * 3000,
    ],
    ids=["html", "markdown", "liquid", "formats", "emoji", "command", "long"],
)
async def test_what_people_type_is_never_markup(bot: World, text: str) -> None:
    await bot.starts(ASK)
    anna = await bot.meets(first_name="<i>Anna</i> {{ 7 }}")
    await anna.sees("What is your name, <i>Anna</i> {{ 7 }}?")
    await anna.writes(text)
    await bot.rests()
    answer = anna.chat[-1]
    assert answer.author == "bot"
    assert answer.text.startswith("Hello, ")
    shown = answer.text.removeprefix("Hello, ").removesuffix("!")
    assert text.startswith(shown.removesuffix("…"))
    assert bot.rows("SELECT status FROM outbox ORDER BY id") == [("sent",)] * 2


async def test_a_text_as_long_as_telegram_takes(bot: World) -> None:
    await bot.starts(ASK)
    anna = await bot.meets()
    await anna.writes("😀" * 2048)
    await bot.rests()
    answer = anna.chat[-1]
    assert answer.author == "bot"
    assert answer.text.startswith("Hello, 😀")


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "document", "contact", "location"])
async def test_what_is_no_text_is_asked_for_in_words(bot: World, kind: str) -> None:
    await bot.starts(ASK)
    anna = await bot.meets()
    anna.reads_all()
    await _sends(anna, kind)
    await anna.sees("In words, please.")
    await bot.rests()
    anna.sees_nothing_new()
    assert await bot.says(anna, "Anna") == ["Hello, Anna!"]


@pytest.mark.parametrize(
    "service",
    [
        {"pinned_message": None},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
        {"write_access_allowed": {}},
        {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "x"}}},
        {"new_chat_title": "x"},
    ],
    ids=lambda service: next(iter(service)),
)
async def test_what_nobody_said_gets_no_answer(bot: World, service: dict[str, Any]) -> None:
    await bot.starts(ASK)
    anna = await bot.meets()
    anna.reads_all()
    if "pinned_message" in service:
        service = {"pinned_message": anna.chat[-1].body}
    bot.telegram.post_from_person(anna.room, service, "service")
    await bot.rests()
    anna.sees_nothing_new()


async def test_an_edited_message_is_not_heard_again(bot: World) -> None:
    await bot.starts(ASK)
    anna = await bot.meets()
    update = await anna.writes("Anna")
    assert update is not None
    await bot.rests()
    anna.reads_all()
    bot.arrives(edited_message={**update["message"], "text": "Boris", "edit_date": bot.telegram.timestamp()})
    await bot.rests()
    anna.sees_nothing_new()
    assert bot.rows("SELECT attributes FROM subscribers") == [('{"called":"Anna"}',)]


async def test_a_message_in_a_group_concerns_nobody(bot: World) -> None:
    await bot.starts(ASK)
    anna = await bot.meets()
    anna.reads_all()
    group = {"id": -100500, "type": "supergroup", "title": "A group"}
    for text in ("Anna", "/start", "/stop", "/stats"):
        bot.arrives(
            message={
                "message_id": 5,
                "date": bot.telegram.timestamp(),
                "chat": group,
                "from": anna.room.user,
                "text": text,
            }
        )
    await bot.rests()
    anna.sees_nothing_new()
    assert bot.rows("SELECT chat_id FROM outbox WHERE chat_id < 0") == []
    assert bot.rows("SELECT reach FROM subscribers") == [("active",)]


async def test_commands_are_read_as_telegram_writes_them(bot: World) -> None:
    await bot.starts(ASK)
    anna = bot.telegram.person()
    (question, stopped, again, other) = ("What is your name", "will not write", "What is your name", "Hello, /x!")
    for text, answer in (
        ("/start@voronka_preview_bot", question),
        ("/stop\nplease", stopped),
        ("/START", again),
        ("/x", other),
    ):
        await anna.writes(text)
        await anna.sees(answer)


async def test_a_strange_start_payload_starts_all_the_same(bot: World) -> None:
    await bot.starts(ASK)
    for number, payload in enumerate(["nowhere", "a" * 64, "__", "book__", "__x", "it's <b>"]):
        person = bot.telegram.person(first_name=f"P{number}")
        await person.writes(f"/start {payload}")
        await person.sees("What is your name")


async def test_data_of_no_button_gets_a_toast(bot: World) -> None:
    await bot.starts(ASK)
    anna = await bot.meets()
    for data in (
        "",
        "x",
        "ask:1:1:0.0:0",
        "ask:9:9:9.9:9",
        "ask:1:1:0.0:pay.stars.9",
        "~c:y:1",
        "~c:?:1",
        "~o:?9:1",
        "~o:",
        "~people:at:",
        "~desk:1",
        ":" * 64,
    ):
        query = bot.telegram.callbacks.ask(anna.id)
        bot.telegram.updates.add(
            "callback_query",
            {"id": query.id, "from": anna.room.user, "chat_instance": "1", "data": data},
        )
        assert "behind us" in (await query.answer).text
    await bot.rests()
    assert await bot.says(anna, "Anna") == ["Hello, Anna!"]


async def _sends(person: Person, kind: str) -> None:
    match kind:
        case "sticker":
            await person.sends_sticker()
        case "voice":
            await person.sends_voice(b"ogg")
        case "photo":
            await person.sends_photo(picture(), caption="Anna")
        case "document":
            await person.sends_document(b"pdf", "a.pdf")
        case "contact":
            await person.shares_contact("+79990001122")
        case _:
            await person.shares_location(1, 2)
