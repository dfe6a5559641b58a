"""The bot's own words to owners, in Russian and English."""

from typing import Literal

Word = Literal[
    "confirm",
    "refuse",
    "confirmed",
    "refused",
    "decided_already",
    "claimed",
    "paid",
    "paid_again",
    "stray_payment",
    "help",
    "no_funnels",
    "which_funnel",
    "unknown_funnel",
    "funnel_line",
    "command_stats",
    "command_funnels",
    "command_help",
    "failed",
]

_WORDS: dict[Word, dict[str, str]] = {
    "confirm": {"ru": "Деньги пришли", "en": "Money is here"},
    "refuse": {"ru": "Не пришли", "en": "It is not"},
    "confirmed": {"ru": "Подтверждено, товар отправлен", "en": "Confirmed, the goods are on their way"},
    "refused": {"ru": "Отказано, человеку сообщили", "en": "Refused, the person has been told"},
    "decided_already": {"ru": "По этому заказу решение уже принято", "en": "This order is decided already"},
    "claimed": {
        "ru": "💬 Говорит, что заплатил(а): <b>{title}</b>, {money}\n{who}\nЗаказ <code>{order}</code>",
        "en": "💬 Says they have paid: <b>{title}</b>, {money}\n{who}\nOrder <code>{order}</code>",
    },
    "paid": {
        "ru": "✅ Оплата: <b>{title}</b>, {money}\n{who}\nЗаказ <code>{order}</code>",
        "en": "✅ Payment: <b>{title}</b>, {money}\n{who}\nOrder <code>{order}</code>",
    },
    "paid_again": {
        "ru": "⚠️ Второй платёж за то же: <b>{title}</b>, {money}. Верните деньги.\n{who}\nЗаказ <code>{order}</code>",
        "en": "⚠️ Paid a second time: <b>{title}</b>, {money}. Please refund it.\n{who}\nOrder <code>{order}</code>",
    },
    "stray_payment": {
        "ru": "⚠️ Платёж без заказа: {money}. Деньги записаны, товар не выдан: решите сами.\n"
        "{who}\n<code>{order}</code>",
        "en": "⚠️ A payment without an order: {money}. It is recorded, nothing is delivered: please decide.\n"
        "{who}\n<code>{order}</code>",
    },
    "help": {
        "ru": "Команды владельца (другие люди их не видят):",
        "en": "Commands for owners (other people do not see them):",
    },
    "no_funnels": {"ru": "Воронок пока нет.", "en": "There are no funnels yet."},
    "which_funnel": {
        "ru": "Какая воронка? Строка копируется касанием:\n\n{commands}",
        "en": "Which funnel? A touch copies the line:\n\n{commands}",
    },
    "unknown_funnel": {
        "ru": "Воронки «{name}» нет. Есть такие, строка копируется касанием:\n\n{commands}",
        "en": "There is no funnel “{name}”. There are these, a touch copies the line:\n\n{commands}",
    },
    "funnel_line": {
        "ru": "<b>{title}</b> ({name}, версия {version})\nначали {started}, внутри {inside}, закончили {ended}\n{link}",
        "en": "<b>{title}</b> ({name}, version {version})\nstarted {started}, inside {inside}, ended {ended}\n{link}",
    },
    "command_stats": {"ru": "конверсия по этапам и шагам", "en": "conversion of each stage and step"},
    "command_funnels": {
        "ru": "воронки, их ссылки и сколько в них людей",
        "en": "funnels, their links and people",
    },
    "command_help": {"ru": "эти команды", "en": "these commands"},
    "failed": {
        "ru": "Не получилось: {reason}. Подробности в журнале.",
        "en": "That did not work: {reason}. The log has the details.",
    },
}


def say(word: Word, language: str, **values: object) -> str:
    """The sentence (Telegram HTML; values must be escaped) in `ru` or `en`."""
    return _WORDS[word][language].format(**values)
