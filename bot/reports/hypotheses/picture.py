"""`/hypotheses` as a picture: the stage of each before and after; only a change beyond chance stands out."""

from collections.abc import Sequence

from bot.reports.figures import count
from bot.reports.hypotheses.reading import Outcome
from bot.reports.hypotheses.words import WORDS
from bot.reports.pictures.versus import Arm, Group, Versus, versus_svg
from bot.reports.report import Theme
from funnels.analytics.interval import wilson
from funnels.analytics.judgement import Count
from funnels.analytics.ratio import ratio
from funnels.definition.script import Script

MOST = 5
"""Hypotheses in a picture that is read on a phone; all are in the text."""


def drawable(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Those of a version that somebody has walked before and after."""
    return [one for one in outcomes if one.before and one.after and one.before[1] and one.after[1]]


def picture(outcomes: Sequence[Outcome], script: Script, language: str, theme: Theme) -> str:
    """The picture of these as SVG."""
    words = WORDS[language]
    titles = {stage.stage: stage.title or stage.stage for stage in script.stages}
    groups = []
    for one in outcomes[:MOST]:
        hypothesis, before, after, change = one.hypothesis, one.before, one.after, one.change
        assert before is not None  # only those are drawn that have both
        assert after is not None
        stage = titles.get(hypothesis.stage, hypothesis.stage)
        changed = change is not None and not change.holds(0)
        arms = (
            _arm(words.before, before, language),
            _arm(words.after, after, language, stands_out=changed),
        )
        groups.append(Group(name=f"#{hypothesis.id} {stage}: {hypothesis.idea}", arms=arms))
    title = f"{script.title or script.funnel}: {words.head.lower()}"
    return versus_svg(Versus(title=title, below=words.interval, groups=tuple(groups)), language, theme)


def _arm(label: str, counted: Count, language: str, *, stands_out: bool = False) -> Arm:
    passed, reached = counted
    interval = wilson(passed, reached)
    note = f"{count(passed, language)} / {count(reached, language)}"
    share = ratio(passed, reached)
    return Arm(label=label, note=note, share=share, low=interval.low, high=interval.high, stands_out=stands_out)
