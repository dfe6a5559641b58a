"""Spend in a message: `/spend vk-march 15000 RUB 2026-03-01..2026-03-31 clicks=1200 impressions=90000`."""

import re
from collections.abc import Mapping
from datetime import date

from bot.spend.complaint import wrong
from bot.spend.sheet import EARLIEST
from bot.spend.spend import Caption, Sources, Spend
from funnels.analytics.period import PeriodError, parse_period
from funnels.analytics.spend import SpendRow, merged, spread
from funnels.definition.findings import RefusedError
from funnels.definition.money import Money, currency_named, parse_money

_COUNTS: Mapping[str, str] = {
    "clicks": "clicks", "клики": "clicks", "переходы": "clicks",
    "impressions": "impressions", "показы": "impressions", "views": "impressions",
}  # fmt: skip
_COUNT = re.compile(rf"(?<!\S)(?P<name>{'|'.join(_COUNTS)})\s*=\s*(?P<count>\d{{1,12}})(?!\S)", re.IGNORECASE)
_LONGEST = 366


def read_caption(words: str) -> Caption:
    """What stands beside `/spend` on a file: `vk-march`, `RUB`, both in any order, or nothing.

    Raises:
        SpendError: there is more.
    """
    given = words.split()
    currencies = [code for word in given if (code := _currency(word))]
    sources = [word for word in given if not _currency(word)]
    if len(currencies) > 1 or len(sources) > 1:
        raise wrong("bad_caption", text=words)
    return Caption(source="".join(sources), currency="".join(currencies))


def read_message(words: str, sources: Sources, today: date) -> Spend:
    """Read the words behind `/spend`.

    Raises:
        SpendError: a part of them is missing or means nothing.
    """
    counts = {_COUNTS[found["name"].casefold()]: int(found["count"]) for found in _COUNT.finditer(words)}
    written, *rest = _COUNT.sub(" ", words).split() or [""]
    if not rest or not written:
        raise wrong("bad_message", text=words)
    money, days = _money_and_days(rest)
    source = sources(written)
    first, last = _days(days, today)
    row = SpendRow(day=first, source=source, money=money, **counts)
    if row.is_nothing:
        raise wrong("empty")
    return Spend(rows=merged(spread(row, last)), renamed=((written, source),) if source != written else ())


def _currency(word: str) -> str:
    """A code in capitals, a sign, or a name; a source of three letters is written small."""
    return "" if word.isascii() and word.islower() else currency_named(word)


def _money_and_days(rest: list[str]) -> tuple[Money, str]:
    """The longest beginning that is money, and what stands behind it."""
    refused: RefusedError | None = None
    for end in range(min(len(rest), 6), 0, -1):  # `1 500 000 RUB` and a little more
        try:
            return parse_money(" ".join(rest[:end])), " ".join(rest[end:])
        except RefusedError as error:
            refused = error
    negative = rest[0].startswith(("-", "−"))
    number = rest[0].lstrip("+-−").replace(",", "").replace(".", "").isdigit()
    assert refused is not None  # there is one word at least
    if negative:
        raise wrong("negative_message", text=rest[0])
    raise wrong("no_currency_message" if number else "bad_money", text=" ".join(rest[:2])) from refused


def _days(words: str, today: date) -> tuple[date, date]:
    if not words:
        raise wrong("no_days")
    try:
        period = parse_period(words, today)
    except PeriodError:
        raise wrong("bad_period", text=words) from None
    if period.first is None or period.last is None or (period.days or 0) > _LONGEST:
        raise wrong("bad_period", text=words)
    if period.first < EARLIEST:
        raise wrong("odd_day", text=words)
    return period.first, period.last
