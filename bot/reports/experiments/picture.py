"""`/tests` as a picture: the variants of each experiment beside one another; only a winner stands out."""

from collections.abc import Sequence

from bot.reports.experiments.words import WORDS
from bot.reports.figures import count
from bot.reports.head import days_of
from bot.reports.pictures.versus import Arm, Group, Versus, versus_svg
from bot.reports.report import Theme
from funnels.analytics.experiment import Experiment, Variant
from funnels.analytics.period import Period

MOST = 6
"""Experiments in a picture that is read on a phone; all are in the text."""


def picture(experiments: Sequence[Experiment], title: str, period: Period, language: str, theme: Theme) -> str:
    """The picture as SVG."""
    words = WORDS[language]
    data = Versus(
        title=f"{title}: {words.head.lower()}",
        below=f"{days_of(period, language)} · {words.interval}",
        groups=tuple(
            Group(
                name=f"{one.name} · {one.title}",
                arms=tuple(_arm(variant, one.winner is variant, language) for variant in one.variants),
            )
            for one in experiments[:MOST]
        ),
    )
    return versus_svg(data, language, theme)


def _arm(variant: Variant, is_winner: bool, language: str) -> Arm:
    goal = variant.goal
    return Arm(
        label=variant.name,
        note=f"{count(goal.met, language)} / {count(variant.people, language)}",
        share=goal.share,
        low=goal.interval.low,
        high=goal.interval.high,
        stands_out=is_winner,
    )
