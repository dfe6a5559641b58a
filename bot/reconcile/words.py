"""What the books say differently, a line each: what, which order, what to do."""

from collections.abc import Mapping
from typing import Literal

from babel.dates import format_datetime

from bot.reconcile.books import Difference, Kind
from bot.reconcile.reading import Reconciliation
from funnels.definition.money import format_money

Word = Literal["same", "differ", "not_comparable", "put_right", "mended", "nothing_to_mend", "more"]

_LINES: Mapping[Kind, Mapping[str, str]] = {
    "missing": {
        "ru": "{money}: платёж есть у {service}, бот о нём не знает. «Исправить» под /reconcile выдаст товар или "
        "поставит платёж в /orders stray",
        "en": "{money}: {service} has this payment, the bot does not know it. “Put right” below /reconcile hands the "
        "goods over, or keeps it in /orders stray",
    },
    "unknown": {
        "ru": "{money}: платёж записан у бота, {service} его не знает. Не был ли тогда другой токен?",
        "en": "{money}: the bot has this payment, {service} does not know it. Was there another token then?",
    },
    "amount": {
        "ru": "{money} у бота, {theirs} у {service}. Посмотрите заказ: /orders {order}",
        "en": "{money} here, {theirs} at {service}. Look at the order: /orders {order}",
    },
    "refunded_there": {
        "ru": "{money}: {service} вернул деньги, бот не знает. «Исправить» под /reconcile запишет возврат",
        "en": "{money}: {service} gave it back, the bot does not know. “Put right” below /reconcile writes it down",
    },
    "refunded_here": {
        "ru": "{money}: у бота деньги возвращены, у {service} нет. «Исправить» под /reconcile вернёт их сейчас",
        "en": "{money}: the bot says it went back, {service} does not. “Put right” below /reconcile gives it back now",
    },
}
_WORDS: Mapping[Word, Mapping[str, str]] = {
    "same": {"ru": "Сверено платежей: {count}. Расхождений нет.", "en": "Payments compared: {count}. No differences."},
    "differ": {
        "ru": "Сверено платежей: {count}. Расхождений: {differences}.",
        "en": "Payments compared: {count}. Differences: {differences}.",
    },
    "not_comparable": {"ru": "Не с чем сверить: {methods}.", "en": "There is nothing to compare with: {methods}."},
    "more": {
        "ru": "Ещё: {count}. Все показывает команда voronka reconcile.",
        "en": "More: {count}. The command voronka reconcile shows all of them.",
    },
    "put_right": {"ru": "Исправить", "en": "Put right"},
    "mended": {"ru": "Исправлено: {count}", "en": "Put right: {count}"},
    "nothing_to_mend": {"ru": "Исправлять нечего", "en": "There is nothing to put right"},
}
_SERVICES = {"stars": "Telegram", "yookassa": "YooKassa", "stripe": "Stripe"}
_BY_HAND = {
    "ru": "{money}: у бота деньги возвращены, у {service} нет. Посмотрите платёж в кабинете сервиса",
    "en": "{money}: the bot says it went back, {service} does not. Look at the payment in the service’s dashboard",
}
"""A refund only this book has, of a service whose refunds are made under a key of their own."""


def say(word: Word, language: str, **values: object) -> str:
    """The sentence, as plain text, in `ru` or `en`."""
    return _WORDS[word][language].format(**values)


def lines(result: Reconciliation, language: str, most: int | None = None) -> list[str]:
    """The result as plain text: how much was compared, each difference (at most so many), what cannot be compared."""
    head: Word = "differ" if result.differences else "same"
    said = [say(head, language, count=result.compared, differences=len(result.differences))]
    shown = result.differences[:most]
    said += [line(one, language) for one in shown]
    if more := len(result.differences) - len(shown):
        said.append(say("more", language, count=more))
    if result.not_comparable:
        said.append(say("not_comparable", language, methods=", ".join(result.not_comparable)))
    return said


def line(one: Difference, language: str) -> str:
    """One difference; the moment is in UTC."""
    by_hand = one.kind == "refunded_here" and one.method != "stars"
    what = (_BY_HAND if by_hand else _LINES[one.kind])[language].format(
        money=format_money(one.money, language),
        theirs=format_money(one.theirs, language) if one.theirs else "",
        service=_SERVICES.get(one.method, one.method),
        order=one.order,
        charge=one.charge,
    )
    at = format_datetime(one.at, "d MMM y HH:mm", locale=language)
    return f"{at} · {one.order or '—'} · {one.charge} · {what}."
