"""A digest as one screen: as much of it as a caption takes, the most important first."""

from collections.abc import Iterator, Sequence

from bot.digest.reading import Digest, StageChange
from bot.digest.words import WORDS, DigestWords
from bot.reports.experiments.text import outcome
from bot.reports.figures import count
from bot.reports.head import days_of
from bot.reports.marked import name_html, percent_html
from bot.reports.weak.text import verdict
from funnels.analytics.experiment import Experiment
from funnels.analytics.ratio import ratio
from funnels.definition.money import Money, format_money
from funnels.definition.visible import visible_length
from funnels.engine.limits import CAPTION_LIMIT
from storage.queries.money import MoneyCount

_BETWEEN = "\n\n"


def render(digest: Digest, ended: Sequence[Experiment], language: str) -> str:
    """Telegram HTML; a block for which there is no room is left out. `ended` are tests not told of before."""
    words = WORDS[language]
    end = words.more.format(funnel=digest.funnel)
    text = _head(digest, words, language)
    for block in _blocks(digest, ended, words, language):
        if block and visible_length(_BETWEEN.join((text, block, end))) <= CAPTION_LIMIT:
            text = _BETWEEN.join((text, block))
    return _BETWEEN.join((text, end))


def _head(digest: Digest, words: DigestWords, language: str) -> str:
    before = words.before.format(before=count(digest.started_before, language))
    started = words.started.format(n=count(digest.started, language), before=before)
    return f"<b>{name_html(digest.title)}</b>\n{days_of(digest.due.period, language)}\n{started}"


def _blocks(digest: Digest, ended: Sequence[Experiment], words: DigestWords, language: str) -> Iterator[str]:
    yield "\n".join(_money(digest, words, language))
    changed = [one for one in digest.stages if one.change]
    lines = [_changed(one, words, language) for one in changed]
    yield "\n".join([words.changed, *lines]) if lines else words.unchanged
    if ended:
        tests = [words.test.format(name=name_html(one.name), outcome=outcome(one, language)) for one in ended]
        yield "\n".join([words.tests, *tests])
    yield "\n".join(verdict(digest.diagnosis, language))
    yield "\n".join(_stage(one, number, words, language) for number, one in enumerate(digest.stages, start=1))


def _stage(one: StageChange, number: int, words: DigestWords, language: str) -> str:
    passed, reached = one.now
    sentence = words.stage if reached else words.nobody
    return sentence.format(
        number=number,
        name=name_html(one.title),
        p=percent_html(ratio(passed, reached), language),
        n=count(passed, language),
        whole=count(reached, language),
    )


def _changed(one: StageChange, words: DigestWords, language: str) -> str:
    before, now = ratio(*one.before), ratio(*one.now)
    sentence = words.up if (now or 0) > (before or 0) else words.down
    return sentence.format(
        name=name_html(one.title), before=percent_html(before, language), p=percent_html(now, language)
    )


def _money(digest: Digest, words: DigestWords, language: str) -> Iterator[str]:
    """A line a currency, that of most paid orders first, beside the same one before."""
    nothing, earlier = MoneyCount(), digest.money_before
    known = dict.fromkeys(earlier, nothing) | dict(digest.money) if digest.money else {}
    for currency, one in sorted(known.items(), key=lambda pair: (-pair[1].paid_orders, pair[0])):
        before = words.before.format(before=_net(earlier.get(currency, nothing), currency, language))
        net = _net(one, currency, language)
        line = words.money.format(money=net, n=count(one.paid_orders, language), before=before)
        back = format_money(Money(amount=one.refunded, currency=currency), language)
        yield f"{line}, {words.back.format(money=back)}" if one.refunded else line
    if not digest.money and earlier:
        gone = ", ".join(_net(one, currency, language) for currency, one in earlier.items())
        yield words.no_money.format(before=words.before.format(before=gone))


def _net(one: MoneyCount, currency: str, language: str) -> str:
    return format_money(Money(amount=one.revenue - one.refunded, currency=currency), language)
