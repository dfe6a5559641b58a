"""`/weak` as Telegram messages: the dearest weak stage, what to look at, and every stage folded below."""

from collections.abc import Iterator, Mapping
from html import escape

from bot.reports.figures import count, duration
from bot.reports.head import days_of
from bot.reports.marked import name_html, percent_html
from bot.reports.messages import Block, pack
from bot.reports.slices import cell_name
from bot.reports.weak.reading import Diagnosis
from bot.reports.weak.words import WORDS, WeakWords
from funnels.analytics.judgement import StageJudgement, Verdict
from funnels.analytics.ratio import ratio
from funnels.definition.money import format_money

_SIGNS: dict[Verdict, str] = {"weak": "🔻", "fine": "✅", "no_baseline": "•", "too_few": "⏳"}
_MOST = 3
"""Messages that are named."""

_WORTH_TELLING = 3
"""Fewer people than this are nothing to look at."""


def render(diagnosis: Diagnosis, title: str, labels: Mapping[str, str], language: str) -> list[str]:
    """The report, one string a message; `labels` are the first words of each message."""
    return _Text(diagnosis, labels, language).render(title)


class _Text:
    def __init__(self, diagnosis: Diagnosis, labels: Mapping[str, str], language: str) -> None:
        self._diagnosis = diagnosis
        self._labels = labels
        self._language = language
        self._words: WeakWords = WORDS[language]

    def render(self, title: str) -> list[str]:
        words, diagnosis = self._words, self._diagnosis
        period = words.started.format(span=days_of(diagnosis.period, self._language))
        if diagnosis.only:
            period += f" · {escape(cell_name(diagnosis.only, self._language), quote=False)}"
        blocks = [Block(head=f"<b>{words.head}</b> · {name_html(title)}\n{period}")]
        blocks += [Block(head="\n".join(self._weak(one))) for one in diagnosis.weak] or [
            Block(head="\n".join(self._nothing_weak()))
        ]
        if looks := list(self._looks()):
            blocks.append(Block(head="\n".join([self._look(), *looks])))
        blocks.append(Block(head=words.all_stages, quoted=tuple(self._stages()), again=words.all_stages))
        return pack(blocks)

    def verdict(self) -> list[str]:
        """The dearest weak stage in a few lines, or that there is none."""
        weak = self._diagnosis.weak
        return list(self._weak(weak[0]) if weak else self._nothing_weak())

    def _weak(self, one: StageJudgement) -> Iterator[str]:
        words = self._words
        yield words.weak.format(**self._places(one))
        by = words.by_target if one.is_target else words.by_before
        yield by.format(p=percent_html(one.baseline, self._language))
        lost = count(round(one.lost), self._language)
        money = ", ".join(format_money(each, self._language) for each in one.cost if each.amount)
        yield words.lost_money.format(n=lost, money=money) if money else words.lost.format(n=lost)

    def _nothing_weak(self) -> Iterator[str]:
        words, diagnosis = self._words, self._diagnosis
        suspect = diagnosis.suspect
        if suspect is None:
            yield words.too_few
            return
        compared = any(one.verdict == "fine" for one in diagnosis.judgements)
        yield words.none_weak if compared else words.no_baseline
        yield words.narrowest.format(**self._places(suspect))
        yield words.is_lower if diagnosis.is_lower else words.is_alike

    def _look(self) -> str:
        """Of many people the newest are looked at, and that is said."""
        diagnosis, looked_at = self._diagnosis, self._diagnosis.symptoms.journeys
        is_whole = diagnosis.suspect is None or looked_at >= diagnosis.suspect.reached
        return self._words.look if is_whole else self._words.look_newest.format(n=count(looked_at, self._language))

    def _looks(self) -> Iterator[str]:
        words, language = self._words, self._language
        seen = self._diagnosis.symptoms.messages
        for one in sorted(seen, key=lambda one: -one.stuck)[:_MOST]:
            if one.stuck >= _WORTH_TELLING:
                share = percent_html(ratio(one.stuck, one.delivered), language)
                whole = count(one.delivered, language)
                yield words.stuck.format(name=self._label(one.step), n=count(one.stuck, language), whole=whole, p=share)
        heard = [one for one in seen if one.acts >= _WORTH_TELLING]
        slow = max(heard, key=lambda one: one.median_seconds or 0, default=None)
        if slow:
            yield words.slow.format(name=self._label(slow.step), length=duration(slow.median_seconds, language))
        for one in sorted(seen, key=lambda one: -one.blocked)[:_MOST]:
            if one.blocked >= _WORTH_TELLING:
                share = percent_html(ratio(one.blocked, one.delivered), language)
                yield words.blocked.format(name=self._label(one.step), n=count(one.blocked, language), p=share)

    def _stages(self) -> Iterator[str]:
        words = self._words
        for one in self._diagnosis.judgements:
            places = self._places(one)
            if one.verdict == "too_few":
                yield words.line_few.format(**places)
                continue
            line = words.line.format(sign=_SIGNS[one.verdict], **places)
            baseline = percent_html(one.baseline, self._language)
            yield words.line_before.format(line=line, baseline=baseline) if one.baseline is not None else line
        for one in self._diagnosis.judgements:
            if young := self._diagnosis.young.get(one.stage):
                yield words.young.format(name=name_html(one.title), n=count(young, self._language))

    def _places(self, one: StageJudgement) -> dict[str, str]:
        language = self._language
        return {
            "name": name_html(one.title),
            "p": percent_html(one.conversion, language),
            "n": count(one.passed, language),
            "whole": count(one.reached, language),
            "low": percent_html(one.interval.low, language),
            "high": percent_html(one.interval.high, language),
        }

    def _label(self, step: str) -> str:
        return name_html(self._labels.get(step) or step)


def verdict(diagnosis: Diagnosis, language: str) -> list[str]:
    """The dearest weak stage in a few lines of Telegram HTML, or that there is none."""
    return _Text(diagnosis, {}, language).verdict()
