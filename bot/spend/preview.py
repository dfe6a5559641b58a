"""Spend as owners see it before it is saved: what will be kept, and everything that may be a mistake."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, tzinfo
from html import escape

from babel.dates import format_date, format_datetime

from bot.reports.figures import count
from bot.reports.labels import clip
from bot.spend.complaint import SpendError
from bot.spend.preview_words import MEANINGS, say
from bot.spend.spend import Spend
from funnels.analytics.spend import SpendRow
from funnels.definition.money import Money, format_money
from storage.spend import Import, Known, Saved

_MOST = 10
"""Sources, names or mistakes in one message."""

_NAME = 40

_LINE = 300
"""Characters of one mistake: ten of them fit into a message, also of cells that hold a novel."""


def preview(spend: Spend, file: str, known: Sequence[Known], touched: Collection[str], language: str) -> str:
    """What is about to be saved, as Telegram HTML.

    Args:
        spend: what was read.
        file: its name; empty: it was a message.
        known: what is saved already of the same days and sources, none of it the same.
        touched: those of the sources that somebody came from.
        language: of the words.
    """
    head = [say("head", language)]
    if file:
        head.append(say("file", language, file=_name(file), lines=count(spend.lines, language)))
    return "\n\n".join(
        "\n".join(part)
        for part in (
            [*head, *_sums(spend.rows, language)],
            list(_sources(spend.rows, language)),
            list(_doubts(spend, known, touched, language)),
            list(_reading(spend, language)),
        )
        if part
    )


def refusal(error: SpendError, file: str, language: str) -> str:
    """Why nothing is saved: every mistake, up to some."""
    told = [clip(one.shown(language, clip(file, _NAME)), _LINE) for one in error.complaints]
    said = [f"• {escape(one, quote=False)}" for one in told]
    return "\n".join([say("refused", language), "", *_some(said, language)])


def known_already(known: Iterable[Known], language: str, zone: tzinfo) -> str:
    """Why nothing is saved: it was before, by whom and when."""
    imports = dict.fromkeys(one.of for one in known if one.same)
    said = [f"• {say('known', language, **_import(one, language, zone))}" for one in imports]
    return "\n".join([say("refused", language), "", *_some(said, language)])


def listed(saved: Iterable[Saved], language: str, zone: tzinfo) -> list[str]:
    """A line for each import."""
    return [
        f"{number}. {' + '.join(format_money(money, language) for money in one.money)} · "
        f"{_days(one.first, one.last, language)} · {_import(one.of, language, zone)['what']}"
        for number, one in enumerate(saved, start=1)
    ]


def _import(one: Import, language: str, zone: tzinfo) -> dict[str, object]:
    at = format_datetime(one.at.astimezone(zone), "d MMM yyyy HH:mm", locale=language)
    return {"what": _name(one.file) or say("message", language), "at": at, "by": one.by}


def _sums(rows: Sequence[SpendRow], language: str) -> Iterator[str]:
    days = {row.day for row in rows}
    yield say("days", language, period=_days(min(days), max(days), language), days=count(len(days), language))
    yield "💰 <b>" + " + ".join(format_money(money, language) for money in _by_currency(rows)) + "</b>"
    impressions, clicks = sum(row.impressions for row in rows), sum(row.clicks for row in rows)
    if impressions or clicks:
        yield say("counts", language, impressions=count(impressions, language), clicks=count(clicks, language))


def _sources(rows: Sequence[SpendRow], language: str) -> Iterator[str]:
    by_source: defaultdict[str, list[SpendRow]] = defaultdict(list)
    for row in rows:
        by_source[row.source].append(row)
    lines = [
        f"{_name(source)} — {' + '.join(format_money(money, language) for money in _by_currency(own))}"
        for source, own in sorted(by_source.items(), key=lambda one: -sum(row.money.amount for row in one[1]))
    ]
    yield from _some(lines, language)


def _doubts(spend: Spend, known: Sequence[Known], touched: Collection[str], language: str) -> Iterator[str]:
    if strangers := sorted({row.source for row in spend.rows} - set(touched)):
        yield say("no_starts", language, sources=", ".join(_some([_name(one) for one in strangers], language)))
    if also := sorted({one.source for one in known}):
        yield say("also", language, sources=", ".join(_some([_name(one) for one in also], language)))


def _reading(spend: Spend, language: str) -> Iterator[str]:
    if spend.columns:
        columns = [f"{_name(name)} → {MEANINGS[meaning][language]}" for meaning, name in spend.columns]
        yield say("columns", language, columns=", ".join(columns))
    if spend.renamed:
        names = [f"{_name(written)} → {_name(source)}" for written, source in spend.renamed]
        yield say("renamed", language, names=", ".join(_some(names, language)))
    if spend.left_out:
        yield say("left_out", language, lines=", ".join(_some(list(map(str, spend.left_out)), language)))
    if spend.unknown:
        yield say("unknown", language, columns=", ".join(_some([_name(one) for one in spend.unknown], language)))
    if spend.rounded:
        yield say("rounded", language, count=count(spend.rounded, language))


def _by_currency(rows: Iterable[SpendRow]) -> list[Money]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row.money.currency] += row.money.amount
    return [Money(amount=amount, currency=currency) for currency, amount in sorted(sums.items())]


def _some(lines: list[str], language: str) -> list[str]:
    rest = len(lines) - _MOST
    return lines if rest <= 0 else [*lines[:_MOST], say("more", language, count=count(rest, language))]


def _name(text: str) -> str:
    return escape(clip(text, _NAME), quote=False)


def _days(first: date, last: date, language: str) -> str:
    ends = (first,) if first == last else (first, last)
    return " – ".join(format_date(day, "d MMM yyyy", locale=language) for day in ends)
