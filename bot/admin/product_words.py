"""The words in which owners read of products, in Russian and English."""

from collections.abc import Mapping
from typing import Literal

ProductWord = Literal[
    "no_products",
    "orders",
    "refunded",
    "revenue",
    "stock",
    "promo_uses",
    "promo_free",
    "codes",
    "access",
]

_WORDS: Mapping[ProductWord, Mapping[str, str]] = {
    "no_products": {"ru": "Ни одна воронка ничего не продаёт.", "en": "No funnel sells anything."},
    "orders": {"ru": "продано {sold} · открыто {open}", "en": "sold {sold} · open {open}"},
    "refunded": {"ru": "возвращено {refunded}: {money}", "en": "refunded {refunded}: {money}"},
    "revenue": {"ru": "выручка {money}", "en": "revenue {money}"},
    "stock": {"ru": "осталось {left} из {whole}", "en": "{left} of {whole} left"},
    "promo_uses": {
        "ru": "промокод {code}: осталось {left} из {whole}",
        "en": "promo code {code}: {left} of {whole} left",
    },
    "promo_free": {"ru": "промокод {code}: оплачено с ним {used}", "en": "promo code {code}: paid with it {used}"},
    "codes": {"ru": "кодов в списке осталось {left}", "en": "codes of the list left: {left}"},
    "access": {"ru": "доступ сейчас у {people}", "en": "have access now: {people}"},
}


def say(word: ProductWord, language: str, **values: object) -> str:
    """The line (Telegram HTML; values must be escaped) in `ru` or `en`."""
    return _WORDS[word][language].format(**values)
