"""What owners read about links, in Russian and English; Telegram HTML."""

from typing import Literal

Word = Literal[
    "strange_signs",
    "no_link_word",
    "too_long",
    "means_another",
    "which_funnel",
    "unknown_funnel",
    "made",
    "in_latin",
    "no_links",
    "listed",
    "people",
    "ads",
]

_WORDS: dict[Word, dict[str, str]] = {
    "strange_signs": {
        "ru": "В ссылке бывают только латинские буквы, цифры, «_» и «-», а в имени «{name}» есть: {signs}",
        "en": "A link may hold Latin letters, digits, “_” and “-”, and the name “{name}” has: {signs}",
    },
    "no_link_word": {
        "ru": "У воронки {funnel} нет слова для ссылок. Добавьте в funnel.yaml: <code>start: {{links: [слово]}}</code>",
        "en": "The funnel {funnel} has no word for links. Add to funnel.yaml: <code>start: {{links: [word]}}</code>",
    },
    "too_long": {
        "ru": "Имя «{name}» не помещается в ссылку, лишних знаков: {over}. Всего их там {most}, со словом воронки",
        "en": "The name “{name}” is too long for a link by {over}: it holds {most} signs, the funnel’s word among them",
    },
    "means_another": {
        "ru": "Ссылку с именем «{name}» бот понял бы иначе: так начинается другая ссылка. Выберите другое имя",
        "en": "The bot would take a link with the name “{name}” for another one. Choose another name",
    },
    "which_funnel": {
        "ru": "В какую воронку ведёт ссылка? Строка копируется касанием:\n\n{commands}",
        "en": "Which funnel does the link lead to? A touch copies the line:\n\n{commands}",
    },
    "unknown_funnel": {
        "ru": "Воронки «{funnel}» нет. Имя источника — одно слово, за ним может стоять воронка:\n\n{commands}",
        "en": "There is no funnel “{funnel}”. A source’s name is one word, a funnel may follow it:\n\n{commands}",
    },
    "made": {
        "ru": "🔗 Источник <b>{source}</b> → {title}\n<code>{url}</code>\n\n"
        "Сколько стоила реклама:\n<code>/spend {source} 15000 RUB {day}</code>",
        "en": "🔗 Source <b>{source}</b> → {title}\n<code>{url}</code>\n\n"
        "What its ads cost:\n<code>/spend {source} 15000 RUB {day}</code>",
    },
    "in_latin": {
        "ru": "«{written}» записано латиницей: других букв в ссылках не бывает.",
        "en": "“{written}” is written in Latin letters: a link can hold no others.",
    },
    "no_links": {
        "ru": "Ссылок пока нет. Назовите, откуда придут люди: <code>/link vk-march</code>",
        "en": "There are no links yet. Name where people will come from: <code>/link vk-march</code>",
    },
    "listed": {
        "ru": "Ссылки и сколько людей по ним пришло. Новая: <code>/link vk-march</code>",
        "en": "Links, and how many people came through them. A new one: <code>/link vk-march</code>",
    },
    "people": {"ru": "👤 {people}", "en": "👤 {people}"},
    "ads": {
        "ru": "реклама: показы {impressions}, клики {clicks}",
        "en": "ads: impressions {impressions}, clicks {clicks}",
    },
}


def say(word: Word, language: str, **values: object) -> str:
    """The words, filled in; the values must be HTML already."""
    return _WORDS[word][language].format(**values)
