"""What is wrong with spend that was sent, in Russian and English."""

from typing import Literal, get_args

Word = Literal[
    "not_a_sheet",
    "too_large",
    "too_many_rows",
    "empty",
    "no_headings",
    "two_spends",
    "no_day_column",
    "no_source_column",
    "no_spend_column",
    "no_source",
    "bad_day",
    "bad_days",
    "day_two_ways",
    "odd_day",
    "not_a_number",
    "number_two_ways",
    "negative",
    "too_much",
    "no_currency",
    "unknown_currency",
    "two_currencies",
    "bad_caption",
    "bad_message",
    "negative_message",
    "no_currency_message",
    "bad_money",
    "no_days",
    "bad_period",
]

WORDS: tuple[Word, ...] = get_args(Word)

_WORDS: dict[Word, dict[str, str]] = {
    "not_a_sheet": {
        "ru": "это не таблица: пришлите CSV или XLSX, без пароля",
        "en": "this is no sheet: send CSV or XLSX without a password",
    },
    "too_large": {
        "ru": "файл больше {most} МБ: выгрузите расходы по дням, без объявлений и фраз, или по частям",
        "en": "the file is larger than {most} MB: export spend by day, without ads and keywords, or in parts",
    },
    "too_many_rows": {
        "ru": "строк больше {most}: пришлите по частям",
        "en": "there are more than {most} rows: send it in parts",
    },
    "empty": {"ru": "расходов здесь нет", "en": "there is no spend in it"},
    "no_headings": {
        "ru": "нет строки с заголовками: нужны столбцы «дата», «источник» и «расход»",
        "en": "there is no line of headings: the columns `day`, `source` and `spend` are needed",
    },
    "two_spends": {
        "ru": "несколько столбцов с расходом, оставьте один: {columns}",
        "en": "several columns are spend, leave one of them: {columns}",
    },
    "no_day_column": {
        "ru": "нет столбца с днём: добавьте «дата» (в кабинете — отчёт по дням)",
        "en": "no column tells the day: add `day` (in the ad cabinet: a report by day)",
    },
    "no_source_column": {
        "ru": "нет столбца с источником: добавьте «источник» или назовите его в подписи: /spend vk-march",
        "en": "no column tells the source: add `source`, or name it in the caption: /spend vk-march",
    },
    "no_spend_column": {
        "ru": "нет столбца с расходом: добавьте «расход»",
        "en": "no column tells the spend: add `spend`",
    },
    "no_source": {"ru": "не указан источник", "en": "the source is missing"},
    "bad_day": {
        "ru": "«{text}» — не дата: нужно как 2026-03-01 или 01.03.2026",
        "en": "“{text}” is no day: write it as 2026-03-01 or 01.03.2026",
    },
    "bad_days": {
        "ru": "с {first} по {last}: конец раньше начала или период длиннее года",
        "en": "from {first} to {last}: it ends before it begins, or is longer than a year",
    },
    "day_two_ways": {
        "ru": "«{text}» читается двояко, месяц может быть первым: нужно как 2026-03-01",
        "en": "“{text}” can be read in two ways, month or day first: write it as 2026-03-01",
    },
    "odd_day": {"ru": "{text}: таких дат в расходах не бывает", "en": "{text} cannot be a day of spend"},
    "not_a_number": {"ru": "{column}: «{text}» — не число", "en": "{column}: “{text}” is no number"},
    "number_two_ways": {
        "ru": "{column}: «{text}» читается двояко, с тысячами или с долями: уберите разделитель тысяч",
        "en": "{column}: “{text}” can be read in two ways, with thousands or decimals: leave thousands unseparated",
    },
    "negative": {"ru": "{column}: «{text}» меньше нуля", "en": "{column}: “{text}” is less than zero"},
    "too_much": {"ru": "«{text}» — слишком много", "en": "“{text}” is too much"},
    "no_currency": {
        "ru": "не указана валюта: добавьте столбец «валюта», напишите её в заголовке («расход, ₽») "
        "или в подписи: /spend RUB",
        "en": "the currency is missing: add a column `currency`, write it into the heading (`spend, RUB`) "
        "or into the caption: /spend RUB",
    },
    "unknown_currency": {
        "ru": "валюты «{text}» нет: нужен код вроде RUB, EUR, USD",
        "en": "there is no currency “{text}”: use a code such as RUB, EUR, USD",
    },
    "two_currencies": {
        "ru": "две валюты в одной строке: {one} и {other}",
        "en": "two currencies in one line: {one} and {other}",
    },
    "bad_caption": {
        "ru": "«{text}»: в подписи к файлу может стоять источник и валюта: /spend vk-march RUB",
        "en": "“{text}”: the caption of a file may hold a source and a currency: /spend vk-march RUB",
    },
    "bad_message": {
        "ru": "«{text}»: нужны источник, сумма с валютой и дни",
        "en": "“{text}”: a source, an amount with its currency and the days are needed",
    },
    "negative_message": {"ru": "«{text}» меньше нуля", "en": "“{text}” is less than zero"},
    "no_currency_message": {
        "ru": "«{text}»: не видно валюты, напишите её после числа: 15000 RUB",
        "en": "“{text}”: no currency that is known, write it after the number: 15000 RUB",
    },
    "bad_money": {
        "ru": "«{text}» — не сумма: нужно как 15000 RUB, 49.90 EUR",
        "en": "“{text}” is no amount: write it as 15000 RUB, 49.90 EUR",
    },
    "no_days": {
        "ru": "нет дней: 2026-03-01..2026-03-31, 2026-03-15 или today",
        "en": "the days are missing: 2026-03-01..2026-03-31, 2026-03-15 or today",
    },
    "bad_period": {
        "ru": "«{text}» — не дни: нужно как 2026-03-01..2026-03-31, не больше года и не из будущего",
        "en": "“{text}” are no days: write 2026-03-01..2026-03-31, a year at most and begun already",
    },
}


def say(word: Word, language: str, **values: object) -> str:
    """The words, filled in; plain text."""
    return _WORDS[word][language].format(**values)
