"""The words around a story, in Russian and English; its lines have theirs in `funnels.why.words`."""

from collections.abc import Mapping
from typing import Literal

WhyWord = Literal["usage", "nobody", "several", "now", "clock", "capped", "earlier", "later", "why", "about"]

_WORDS: Mapping[WhyWord, Mapping[str, str]] = {
    "usage": {
        "ru": "Кто? <code>/why @anna</code>, имя или id; за ним, если нужно, имя воронки.",
        "en": "Who? <code>/why @anna</code>, a name or an id; behind it, if you like, a funnel.",
    },
    "nobody": {"ru": "Таких людей нет.", "en": "There are no such people."},
    "several": {"ru": "Кто из них?", "en": "Which of them?"},
    "now": {"ru": "Сейчас и дальше", "en": "Now and next"},
    "clock": {"ru": "часы человека: {zone}", "en": "their own clock: {zone}"},
    "capped": {"ru": "Более ранних событий слишком много.", "en": "There are too many earlier facts."},
    "earlier": {"ru": "◀ Раньше", "en": "◀ Earlier"},
    "later": {"ru": "Позже ▶", "en": "Later ▶"},
    "why": {"ru": "Почему?", "en": "Why?"},
    "about": {
        "ru": "почему человек получил или не получил сообщение",
        "en": "why a person got, or did not get, a message",
    },
}


def say(word: WhyWord, language: str, **places: str) -> str:
    """The sentence with its places filled in."""
    return _WORDS[word][language].format(**places)


ABOUT = _WORDS["about"]
"""What the command is for, by language."""
