"""The words in which owners read of what failed, in Russian and English."""

from collections.abc import Mapping
from typing import Literal

FailedWord = Literal[
    "nothing",
    "head",
    "set_aside",
    "letter",
    "in_doubt",
    "one_again",
    "play_all",
    "send_all",
    "send_all_in_doubt",
    "drop_one",
    "drop_all",
    "back",
    "refresh",
    "played",
    "sent",
    "dropped",
    "none_left",
    "goods_stay",
    "waits",
    "more",
]

_WORDS: Mapping[FailedWord, Mapping[str, str]] = {
    "nothing": {"ru": "Всё в порядке: повторять нечего.", "en": "All is well: there is nothing to play again."},
    "head": {"ru": "Не получилось: {count}", "en": "Failed: {count}"},
    "set_aside": {"ru": "Ошибка в программе", "en": "An error of the program"},
    "letter": {"ru": "Сообщение не отправлено", "en": "A message was given up"},
    "in_doubt": {
        "ru": "Неизвестно, дошло ли сообщение: второй раз его не отправили",
        "en": "Nobody knows whether a message arrived: it was not sent twice",
    },
    "one_again": {"ru": "▶ {number}", "en": "▶ {number}"},
    "play_all": {"ru": "▶ Повторить все: {count}", "en": "▶ Play all again: {count}"},
    "send_all": {"ru": "▶ Отправить все снова: {count}", "en": "▶ Send all again: {count}"},
    "send_all_in_doubt": {"ru": "▶ Всё же отправить: {count}", "en": "▶ Send them after all: {count}"},
    "drop_one": {"ru": "✕ {number}", "en": "✕ {number}"},
    "drop_all": {"ru": "✕ Убрать все: {count}", "en": "✕ Drop all: {count}"},
    "back": {"ru": "« К списку", "en": "« To the list"},
    "refresh": {"ru": "Обновить", "en": "Refresh"},
    "played": {"ru": "Повторяем: {count}", "en": "To be played again: {count}"},
    "sent": {"ru": "Отправляем: {count}", "en": "On its way: {count}"},
    "dropped": {"ru": "Убрали: {count}", "en": "Dropped: {count}"},
    "none_left": {"ru": "Это уже сделано", "en": "That has been done already"},
    "goods_stay": {
        "ru": "Оплаченный товар убрать нельзя: выдайте его снова или верните деньги (/orders)",
        "en": "Paid goods cannot be dropped: deliver them again or refund (/orders)",
    },
    "waits": {"ru": "⏳ ждёт повтора", "en": "⏳ to be played"},
    "more": {"ru": "… и ещё {count}", "en": "… and {count} more"},
}

WHATS: Mapping[str, Mapping[str, str]] = {
    "update": {"ru": "пришло из Telegram", "en": "came from Telegram"},
    "timer": {"ru": "таймер", "en": "a timer"},
    "call": {"ru": "ответ на запрос", "en": "the answer to a call"},
    "outcome": {"ru": "отметка об отправке", "en": "the record of a message"},
    "input": {"ru": "что узнал бот", "en": "what the bot learned"},
    "step": {"ru": "сообщение шага", "en": "a step’s message"},
    "follow_up": {"ru": "напоминание", "en": "a follow-up"},
    "media": {"ru": "медиа к сообщению", "en": "media of a message"},
    "goods": {"ru": "товар", "en": "goods"},
    "reply": {"ru": "ответ", "en": "an answer"},
    "invoice": {"ru": "счёт", "en": "an invoice"},
    "notice": {"ru": "уведомление", "en": "a notice"},
    "report": {"ru": "отчёт", "en": "a report"},
    "check": {"ru": "проверка подписки на канал", "en": "a question about a channel"},
    "member": {"ru": "впустить в чат или исключить", "en": "to let in or remove from a chat"},
    "cancellation": {"ru": "отмена подписки", "en": "the end of a subscription"},
}
"""What failed: the kinds of what is set aside, the purposes of messages."""


def say(word: FailedWord, language: str, **values: object) -> str:
    """The sentence (Telegram HTML; values must be escaped) in `ru` or `en`."""
    return _WORDS[word][language].format(**values)
