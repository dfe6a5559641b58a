"""What owners read of spend before and after it is saved, in Russian and English; Telegram HTML."""

from typing import Literal

from bot.spend.headings import Meaning

Word = Literal[
    "head",
    "file",
    "message",
    "days",
    "counts",
    "more",
    "no_starts",
    "also",
    "renamed",
    "rounded",
    "columns",
    "left_out",
    "unknown",
    "save",
    "cancel",
    "undo",
    "saved",
    "cancelled",
    "undone",
    "undone_before",
    "changed",
    "gone",
    "refused",
    "known",
    "how",
    "imports",
    "not_downloaded",
]

_WORDS: dict[Word, dict[str, str]] = {
    "head": {"ru": "<b>Расходы на рекламу — сохранить?</b>", "en": "<b>Ad spend: save it?</b>"},
    "file": {"ru": "📄 {file} · строк: {lines}", "en": "📄 {file} · rows: {lines}"},
    "message": {"ru": "сообщение", "en": "a message"},
    "days": {"ru": "📅 {period}, дней: {days}", "en": "📅 {period}, days: {days}"},
    "counts": {"ru": "показы {impressions} · клики {clicks}", "en": "impressions {impressions} · clicks {clicks}"},
    "more": {"ru": "…и ещё {count}", "en": "…and {count} more"},
    "no_starts": {
        "ru": "⚠️ Отсюда ещё никто не приходил, проверьте имена: {sources}",
        "en": "⚠️ Nobody has come from here yet, check the names: {sources}",
    },
    "also": {
        "ru": "⚠️ За эти дни расход уже есть и прибавится: {sources}",
        "en": "⚠️ These days have spend already, this will be added: {sources}",
    },
    "renamed": {"ru": "Имена: {names}", "en": "Names: {names}"},
    "rounded": {
        "ru": "Сумм, округлённых до копеек: {count}",
        "en": "Amounts that were rounded to whole cents: {count}",
    },
    "columns": {"ru": "Столбцы: {columns}", "en": "Columns: {columns}"},
    "left_out": {"ru": "Не взяты строки с итогами: {lines}", "en": "Lines of totals, left out: {lines}"},
    "unknown": {"ru": "Не нужны столбцы: {columns}", "en": "Columns that are not used: {columns}"},
    "save": {"ru": "Сохранить", "en": "Save"},
    "cancel": {"ru": "Отмена", "en": "Cancel"},
    "undo": {"ru": "Убрать", "en": "Undo"},
    "saved": {"ru": "Сохранено", "en": "Saved"},
    "cancelled": {"ru": "Не сохранено", "en": "Not saved"},
    "undone": {"ru": "Убрано, этих расходов больше нет", "en": "Undone, this spend is gone"},
    "undone_before": {"ru": "Это уже убрано", "en": "This is undone already"},
    "changed": {
        "ru": "Сообщение с тех пор изменилось: пришлите его заново",
        "en": "The message has changed since: send it again",
    },
    "gone": {
        "ru": "Сообщения с расходами больше нет: пришлите его заново",
        "en": "The message with the spend is gone: send it again",
    },
    "refused": {"ru": "❌ <b>Не сохранено</b>", "en": "❌ <b>Nothing is saved</b>"},
    "known": {
        "ru": 'эти расходы уже сохранены: {what}, {at}, <a href="tg://user?id={by}">{by}</a>',
        "en": 'this spend is saved already: {what}, {at}, <a href="tg://user?id={by}">{by}</a>',
    },
    "how": {
        "ru": "Расходы на рекламу — сообщением:\n<code>/spend vk-march 15000 RUB 2026-03-01..2026-03-31 "
        "clicks=1200 impressions=90000</code>\nили файлом CSV, XLSX из рекламного кабинета с подписью /spend: "
        "нужны столбцы с датой, источником (кампанией) и расходом. Чего в файле нет, можно дописать в подписи: "
        "<code>/spend vk-march RUB</code>",
        "en": "Ad spend in a message:\n<code>/spend vk-march 15000 RUB 2026-03-01..2026-03-31 "
        "clicks=1200 impressions=90000</code>\nor as CSV or XLSX of an ad cabinet with the caption /spend: "
        "it needs columns of the day, the source (campaign) and the spend. What it leaves out, the caption can say: "
        "<code>/spend vk-march RUB</code>",
    },
    "imports": {"ru": "Сохранено недавно:", "en": "Saved lately:"},
    "not_downloaded": {
        "ru": "Файл не скачать: {reason}",
        "en": "The file cannot be downloaded: {reason}",
    },
}

MEANINGS: dict[Meaning, dict[str, str]] = {
    "day": {"ru": "день", "en": "day"},
    "last_day": {"ru": "последний день", "en": "last day"},
    "source": {"ru": "источник", "en": "source"},
    "spend": {"ru": "расход", "en": "spend"},
    "currency": {"ru": "валюта", "en": "currency"},
    "impressions": {"ru": "показы", "en": "impressions"},
    "clicks": {"ru": "клики", "en": "clicks"},
}
"""What columns mean."""


def say(word: Word, language: str, **values: object) -> str:
    """The words, filled in; the values must be HTML already."""
    return _WORDS[word][language].format(**values)
