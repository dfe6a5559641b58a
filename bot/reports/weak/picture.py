"""`/weak` as a picture: the stage to look at, from the first week with people on, and what it is measured by."""

from itertools import dropwhile

from babel.dates import format_skeleton

from bot.reports.pictures.trend import Point, Trend, trend_svg
from bot.reports.report import Theme
from bot.reports.weak.reading import Diagnosis
from bot.reports.weak.words import WORDS
from funnels.analytics.interval import wilson
from funnels.analytics.judgement import Count, StageJudgement
from funnels.analytics.period import Period
from funnels.analytics.ratio import ratio


def picture(diagnosis: Diagnosis, suspect: StageJudgement, language: str, theme: Theme) -> str:
    """The picture as SVG."""
    words = WORDS[language]
    weeks = dropwhile(lambda week: not week[1][1], diagnosis.weeks)
    data = Trend(
        title=suspect.title,
        below=words.by_week,
        points=tuple(_point(week, counted, language) for week, counted in weeks),
        baseline=suspect.baseline,
        baseline_name=words.target if suspect.is_target else words.usual,
    )
    return trend_svg(data, language, theme)


def _point(week: Period, counted: Count, language: str) -> Point:
    interval = wilson(*counted)
    label = format_skeleton("MMMd", week.last, locale=language)
    return Point(label=label, share=ratio(*counted), low=interval.low, high=interval.high)
