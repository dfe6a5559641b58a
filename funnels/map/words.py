"""The few words a map says of itself, in the language of the funnel; everything else on it is the script's."""

from typing import Literal

Word = Literal[
    "start",
    "any_start",
    "event",
    "finish",
    "end",
    "stage",
    "goal",
    "payment",
    "marks",
    "counts",
    "then",
    "else",
    "paid",
    "bought",
    "declined",
    "expired",
    "past",
    "no_answer",
    "no_event",
    "no_date",
    "before_deadline",
    "goto",
    "next",
    "says",
    "asks",
    "sells",
    "waits",
    "decides",
    "staff",
    "notes",
]

_WORDS: dict[str, dict[Word, str]] = {
    "ru": {
        "start": "Начало",
        "any_start": "/start",
        "event": "событие {name}",
        "finish": "Путь пройден",
        "end": "конец",
        "stage": "этап",
        "goal": "цель",
        "payment": "оплата",
        "marks": "метка",
        "counts": "этапов: {stages} · шагов: {steps}",
        "then": "да",
        "else": "нет",
        "paid": "оплачено",
        "bought": "уже куплено",
        "declined": "отказ",
        "expired": "срок вышел",
        "past": "уже прошло",
        "no_answer": "{time} без ответа",
        "no_event": "{time} без события",
        "no_date": "даты нет",
        "before_deadline": "до конца {time}",
        "goto": "переход",
        "next": "дальше",
        "says": "говорит",
        "asks": "спрашивает",
        "sells": "продаёт",
        "waits": "ждёт",
        "decides": "выбирает",
        "staff": "сотрудник",
        "notes": "без сообщений",
    },
    "en": {
        "start": "Start",
        "any_start": "/start",
        "event": "event {name}",
        "finish": "Journey finished",
        "end": "end",
        "stage": "stage",
        "goal": "goal",
        "payment": "payment",
        "marks": "marks",
        "counts": "stages: {stages} · steps: {steps}",
        "then": "yes",
        "else": "no",
        "paid": "paid",
        "bought": "already bought",
        "declined": "declined",
        "expired": "expired",
        "past": "past already",
        "no_answer": "{time} without an answer",
        "no_event": "{time} without the event",
        "no_date": "no date",
        "before_deadline": "{time} left",
        "goto": "jump",
        "next": "next",
        "says": "says",
        "asks": "asks",
        "sells": "sells",
        "waits": "waits",
        "decides": "chooses",
        "staff": "staff",
        "notes": "sends nothing",
    },
}

_EXITS: dict[str, Word] = {
    "next": "next",
    "then": "then",
    "else": "else",
    "paid": "paid",
    "bought": "bought",
    "declined": "declined",
    "expired": "expired",
    "past": "past",
    "otherwise": "no_date",
    "goto": "goto",
}


def say(word: Word, language: str, **values: object) -> str:
    """The words in `ru` or `en`, with their values filled in."""
    return _WORDS[language][word].format(**values)


def say_exit(exit_: str, language: str) -> str:
    """What an exit means; one that has no words here is called as the verb calls it."""
    word = _EXITS.get(exit_)
    return say(word, language) if word else exit_.rpartition(".")[2].replace("_", " ")
