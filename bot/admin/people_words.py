"""The words in which the staff read of people, in Russian and English."""

from collections.abc import Mapping
from typing import Literal

from funnels.engine.subscriber import Reach

PeopleWord = Literal[
    "choose",
    "nobody_found",
    "nobody",
    "since",
    "met",
    "source",
    "direct",
    "tags",
    "attributes",
    "bought",
    "walks",
    "next",
    "orders",
    "heard",
    "over",
]

_WORDS: Mapping[PeopleWord, Mapping[str, str]] = {
    "choose": {
        "ru": "Выберите, где смотреть, или ищите: <code>/people Анна</code>, <code>/people @anna</code>, e-mail, id.",
        "en": "Choose where to look, or search: <code>/people Anna</code>, <code>/people @anna</code>, e-mail, id.",
    },
    "nobody_found": {"ru": "Таких людей нет.", "en": "There are no such people."},
    "nobody": {"ru": "Этого человека бот не знает.", "en": "The bot does not know this person."},
    "since": {"ru": "с {at}", "en": "since {at}"},
    "met": {"ru": "знакомы с {at}", "en": "met {at}"},
    "source": {"ru": "Источники", "en": "Sources"},
    "direct": {"ru": "без источника", "en": "no source"},
    "tags": {"ru": "Теги", "en": "Tags"},
    "attributes": {"ru": "О человеке", "en": "About them"},
    "bought": {"ru": "Куплено", "en": "Bought"},
    "walks": {"ru": "Воронки", "en": "Funnels"},
    "next": {"ru": "дальше {at}", "en": "next {at}"},
    "orders": {"ru": "Заказы", "en": "Orders"},
    "heard": {"ru": "Последние сообщения", "en": "Last messages"},
    "over": {"ru": "закончена", "en": "over"},
}

REACH: Mapping[Reach, Mapping[str, str]] = {
    "active": {"ru": "✅ боту можно писать", "en": "✅ the bot may write"},
    "stopped": {"ru": "🔕 просил не писать", "en": "🔕 asked for silence"},
    "blocked": {"ru": "🚫 заблокировал бота", "en": "🚫 blocked the bot"},
}


def say(word: PeopleWord, language: str, **places: object) -> str:
    """The sentence with its places filled in; names in it are escaped already."""
    return _WORDS[word][language].format(**places)
