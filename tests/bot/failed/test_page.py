"""What an owner reads of what failed, and turns its pages."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from bot.failed.page import PAGE, SHOWN, Shown, cause_page, causes_page, group_of
from bot.failed.words import WHATS
from bot.settings import Settings, read_settings
from funnels.definition.visible import visible_text
from funnels.engine.effects.shown import Purpose
from storage.failed import FailedOne, Ref
from storage.set_aside import Kind
from tests.bot.failed.talk import TALK
from tests.bot.world import World

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NBSP = "\N{NO-BREAK SPACE}"


def one(kind: str, id_: int, **fields: object) -> FailedOne:
    values: dict[str, object] = {
        "what": "update",
        "chat": 7,
        "who": "Анна <3, @anna",
        "funnel": "",
        "step": "",
        "cause": "TypeError (funnels/engine/ask.py:12)",
        "error": "TypeError: 'int' & 'str'",
        "at": AT - timedelta(minutes=id_),
        "in_doubt": False,
        "asked": False,
    }
    return FailedOne(**{"ref": Ref(kind, id_), **values, **fields})


REFUSED = {"what": "step", "funnel": "talk", "step": "only.1", "cause": "Bad Request: odd", "error": "Bad Request: odd"}
FOUND = [
    one("s", 1, asked=True),
    one("s", 2, what="timer", chat=8, who="", funnel="talk"),
    one("m", 3, **REFUSED),
    one("m", 4, **{**REFUSED, "what": "follow_up", "step": "only.1#1", "in_doubt": True}),
]


def settings(language: str) -> Settings:
    return read_settings(bot_token="42:TEST", owner_ids=[1], language=language, timezone="Europe/Moscow")


def read(shown: Shown) -> list[str]:
    """Its lines, and its buttons a row a line."""
    rows = shown.buttons.inline_keyboard if shown.buttons else []
    text = visible_text(shown.text).replace(NBSP, " ")
    return [*text.split("\n"), *(" | ".join(button.text for button in row) for row in rows)]


CAUSES = {
    "ru": [
        "Не получилось: 4",
        "",
        "1. ⚠️ TypeError (funnels/engine/ask.py:12) · 2 · 2 мар. 11:59",
        "2. ✉️ talk.only.1: Bad Request: odd · 1 · 2 мар. 11:57",
        "3. ❔ talk.only.1#1: Bad Request: odd · 1 · 2 мар. 11:56",
        "1 | 2 | 3",
    ],
    "en": [
        "Failed: 4",
        "",
        "1. ⚠️ TypeError (funnels/engine/ask.py:12) · 2 · 2 Mar 11:59",
        "2. ✉️ talk.only.1: Bad Request: odd · 1 · 2 Mar 11:57",
        "3. ❔ talk.only.1#1: Bad Request: odd · 1 · 2 Mar 11:56",
        "1 | 2 | 3",
    ],
}
ASIDE = {
    "ru": [
        "⚠️ Ошибка в программе",
        "TypeError (funnels/engine/ask.py:12)",
        "",
        "1. пришло из Telegram · Анна <3, @anna · 2 мар. 11:59 · s1 · ⏳ ждёт повтора",
        "TypeError: 'int' & 'str'",
        "",
        "2. таймер · 8 · 2 мар. 11:58 · s2",
        "TypeError: 'int' & 'str'",
        "▶ 1 | ▶ 2",
        "✕ 1 | ✕ 2",
        "▶ Повторить все: 2",
        "✕ Убрать все: 2",
        "« К списку | Обновить",
    ],
    "en": [
        "⚠️ An error of the program",
        "TypeError (funnels/engine/ask.py:12)",
        "",
        "1. came from Telegram · Анна <3, @anna · 2 Mar 11:59 · s1 · ⏳ to be played",
        "TypeError: 'int' & 'str'",
        "",
        "2. a timer · 8 · 2 Mar 11:58 · s2",
        "TypeError: 'int' & 'str'",
        "▶ 1 | ▶ 2",
        "✕ 1 | ✕ 2",
        "▶ Play all again: 2",
        "✕ Drop all: 2",
        "« To the list | Refresh",
    ],
}
IN_DOUBT = {
    "ru": [
        "❔ Неизвестно, дошло ли сообщение: второй раз его не отправили",
        "talk.only.1#1: Bad Request: odd",
        "",
        "1. напоминание · Анна <3, @anna · 2 мар. 11:56 · m4",
        "▶ 1",
        "✕ 1",
        "▶ Всё же отправить: 1",
        "✕ Убрать все: 1",
        "« К списку | Обновить",
    ],
    "en": [
        "❔ Nobody knows whether a message arrived: it was not sent twice",
        "talk.only.1#1: Bad Request: odd",
        "",
        "1. a follow-up · Анна <3, @anna · 2 Mar 11:56 · m4",
        "▶ 1",
        "✕ 1",
        "▶ Send them after all: 1",
        "✕ Drop all: 1",
        "« To the list | Refresh",
    ],
}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_an_owner_reads(language: str) -> None:
    given = settings(language)
    assert read(causes_page(FOUND, 0, given)) == CAUSES[language]
    assert read(cause_page(group_of(FOUND, Ref("s", 2)), given)) == ASIDE[language]
    assert read(cause_page(group_of(FOUND, Ref("m", 4)), given)) == IN_DOUBT[language]


def test_of_many_of_one_cause_the_newest_are_shown() -> None:
    shown = read(cause_page([one("s", number) for number in range(1, SHOWN + 4)], settings("en")))
    assert [line for line in shown if "s5" in line]
    assert "… and 3 more" in shown
    assert not [line for line in shown if "s6" in line]


def test_whatever_can_fail_has_a_name() -> None:
    assert WHATS.keys() >= {*get_args(Kind), *get_args(Purpose)}


async def test_pages_are_turned(bot: World) -> None:
    await bot.starts(TALK)
    for number in range(1, PAGE + 3):
        await bot.changes(
            "INSERT INTO set_aside (kind, number, subscriber_id, funnel, content, cause, error, traceback, at, tries) "
            f"VALUES ('update', {number}, 7, '', '{{}}', 'Error {number}', 'no', '', {number}, 1)"
        )
    await bot.owner.writes("/failed")
    first = await bot.owner.sees("Failed: 10")
    assert "1. ⚠️ Error 10" in first.text
    assert "Error 2 " not in first.text
    await bot.owner.presses("▶")
    second = await bot.owner.sees("9. ⚠️ Error 2")
    assert "10. ⚠️ Error 1 " in second.text
    await bot.owner.presses("10")
    await bot.owner.sees("An error of the program")
    await bot.owner.presses("« To the list")
    await bot.owner.sees("1. ⚠️ Error 10")
    await bot.owner.presses("▶")
    await bot.owner.sees("9. ⚠️ Error 2")
    await bot.owner.presses("◀")
    await bot.owner.sees("1. ⚠️ Error 10")


async def test_an_old_button_shows_what_there_is(bot: World) -> None:
    await bot.starts(TALK)
    await bot.changes(
        "INSERT INTO set_aside (kind, number, subscriber_id, funnel, content, cause, error, traceback, at, tries) "
        "VALUES ('update', 5, 7, '', '{}', 'Error 5', 'no', '', 5, 1)"
    )
    await bot.owner.writes("/failed")
    await bot.owner.sees("Error 5")
    await bot.changes("DELETE FROM set_aside")
    await bot.owner.presses("1")
    await bot.owner.sees("All is well")
