"""The words in which owners read of what failed, in Russian and English."""

from collections.abc import Mapping
from typing import Literal

FailedWord = Literal[
    "nothing",
    "head",
    "set_aside",
    "letter",
    "again",
    "all_again",
    "drop",
    "drop_all",
    "back",
    "refresh",
    "played",
    "dropped",
    "none_left",
    "goods_stay",
    "waits",
    "more",
]

_WORDS: Mapping[FailedWord, Mapping[str, str]] = {
    "nothing": {"ru": "Всё получилось: повторять нечего.", "en": "Nothing has failed: there is nothing to play again."},
    "head": {"ru": "Не получилось: {count}", "en": "Failed: {count}"},
    "set_aside": {"ru": "ошибка в программе", "en": "an error of the program"},
    "letter": {"ru": "сообщение не отправлено", "en": "a message was given up"},
    "again": {"ru": "▶ {number}", "en": "▶ {number}"},
    "all_again": {"ru": "▶ Повторить все: {count}", "en": "▶ Play all again: {count}"},
    "drop": {"ru": "✕ {number}", "en": "✕ {number}"},
    "drop_all": {"ru": "✕ Убрать все: {count}", "en": "✕ Drop all: {count}"},
    "back": {"ru": "« К списку", "en": "« To the list"},
    "refresh": {"ru": "Обновить", "en": "Refresh"},
    "played": {"ru": "Повторяется: {count}", "en": "To be played again: {count}"},
    "dropped": {"ru": "Убрано: {count}", "en": "Dropped: {count}"},
    "none_left": {"ru": "Это уже сделано", "en": "That has been done already"},
    "goods_stay": {
        "ru": "Товары убрать нельзя: выдайте снова или верните деньги (/orders)",
        "en": "Goods cannot be dropped: deliver them again or refund (/orders)",
    },
    "waits": {"ru": "⏳ повторяется", "en": "⏳ to be played"},
    "more": {"ru": "… и ещё {count}", "en": "… and {count} more"},
}


def say(word: FailedWord, language: str, **values: object) -> str:
    """The sentence (Telegram HTML; values must be escaped) in `ru` or `en`."""
    return _WORDS[word][language].format(**values)
