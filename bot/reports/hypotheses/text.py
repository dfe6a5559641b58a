"""`/hypotheses` as Telegram messages: a paragraph an open one, those that are closed folded below."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape

from babel.numbers import format_decimal

from bot.reports.figures import count
from bot.reports.hypotheses.reading import Outcome
from bot.reports.hypotheses.words import WORDS, HypothesisWords
from bot.reports.marked import name_html, percent_html
from bot.reports.messages import Block, pack
from funnels.analytics.judgement import FEWEST, Count
from funnels.analytics.ratio import ratio
from funnels.definition.script import Script

_SOON = timedelta(days=14)


def render(outcomes: Sequence[Outcome], script: Script, today: date, language: str) -> list[str]:
    """The register, one string a message."""
    words = WORDS[language]
    titles = {stage.stage: stage.title or stage.stage for stage in script.stages}
    text = _Text(words, titles, today, language)
    head = f"<b>{words.head}</b> · {name_html(script.title or script.funnel)}"
    opened = [one for one in outcomes if one.hypothesis.status == "open"]
    closed = [one for one in outcomes if one.hypothesis.status != "open"]
    blocks = [Block(head=head if outcomes else f"{head}\n\n{words.none}")]
    blocks += [Block(head="\n".join(text.paragraph(one))) for one in opened]
    if closed:
        quoted = tuple("\n".join(text.paragraph(one)) for one in closed)
        blocks.append(Block(head=words.closed, quoted=quoted, again=words.closed))
    example = (today + _SOON).isoformat()
    blocks.append(Block(head=words.how.format(stage=escape(script.stages[-1].stage), day=example)))
    return pack(blocks)


class _Text:
    def __init__(self, words: HypothesisWords, titles: dict[str, str], today: date, language: str) -> None:
        self._words = words
        self._titles = titles
        self._today = today
        self._language = language

    def paragraph(self, one: Outcome) -> Iterator[str]:
        hypothesis = one.hypothesis
        signs = {"open": "", "done": f"{self._words.done} ", "dropped": f"{self._words.dropped} "}
        stage = name_html(self._titles.get(hypothesis.stage, hypothesis.stage))
        yield f"{signs[hypothesis.status]}<b>#{hypothesis.id}</b> {stage}: {escape(hypothesis.idea, quote=False)}"
        if about := " · ".join(self._about(one)):
            yield about
        yield from self._outcome(one)

    def _about(self, one: Outcome) -> Iterator[str]:
        words, hypothesis = self._words, one.hypothesis
        if hypothesis.owner:
            yield f"👤 {escape(hypothesis.owner, quote=False)}"
        if hypothesis.due:
            late = hypothesis.status == "open" and hypothesis.due < self._today
            yield (words.overdue if late else words.due).format(day=hypothesis.due.isoformat())
        if hypothesis.version is not None:
            yield words.version.format(n=hypothesis.version)
        if hypothesis.experiment:
            yield words.experiment.format(name=escape(hypothesis.experiment, quote=False))

    def _outcome(self, one: Outcome) -> Iterator[str]:
        words = self._words
        if one.before is not None and one.after is not None:
            yield words.outcome.format(before=self._side(one.before), after=self._side(one.after))
            change = one.change
            if change is None:
                yield words.few.format(n=FEWEST)
            else:
                sentence = words.within if change.holds(0) else words.beyond
                yield sentence.format(low=self._points(change.low), high=self._points(change.high))
        elif one.test is not None:
            arms = one.test.variants
            yield " · ".join(self._arm(arm.name, (arm.goal.met, arm.people)) for arm in arms)
        else:
            yield words.no_experiment if one.hypothesis.experiment else words.unlinked

    def _side(self, seen: Count) -> str:
        if not seen[1]:
            return self._words.no_people
        return self._words.side.format(**self._places(seen))

    def _arm(self, name: str, seen: Count) -> str:
        return self._words.arm.format(name=escape(name, quote=False), **self._places(seen))

    def _places(self, seen: Count) -> dict[str, str]:
        return {
            "p": percent_html(ratio(*seen), self._language),
            "n": count(seen[0], self._language),
            "whole": count(seen[1], self._language),
        }

    def _points(self, share: float) -> str:
        """A difference of shares, in points with their sign."""
        return format_decimal(round(100 * share, 1), format="+0.0;−0.0", locale=self._language)
