"""`/cohorts` as a picture: the newest cohorts as a heat map, the oldest of them first."""

from babel.dates import format_date, format_interval

from bot.reports.cohorts.reading import CohortReport
from bot.reports.cohorts.words import NAME, WORDS
from bot.reports.pictures.heat_map import HeatMap, HeatRow, heat_map_svg
from bot.reports.report import Asked, Theme
from funnels.analytics.cohorts import Unit
from funnels.analytics.period import Period
from funnels.analytics.ratio import ratio


def picture(asked: Asked, report: CohortReport, language: str, theme: Theme) -> str:
    """The picture as SVG."""
    words, unit = WORDS[language], report.unit
    titles = {stage.stage: stage.title or stage.stage for stage in asked.script.stages}
    what = words.passed.format(stage=titles[report.stage]) if report.stage else words.bought
    return heat_map_svg(
        HeatMap(
            title=f"{asked.script.title or asked.script.funnel}: {NAME[unit][language].lower()}",
            below=f"{what}, %",
            ages=words.after[unit],
            sizes=words.sizes,
            note=words.going_on[unit],
            rows=tuple(
                HeatRow(
                    label=_short(cohort.period, unit, language),
                    size=cohort.size,
                    shares=tuple(ratio(passed, cohort.size) for passed in cohort.passed),
                    is_open=True,
                )
                for cohort in report.cohorts
            ),
        ),
        language,
        theme,
    )


def _short(period: Period, unit: Unit, language: str) -> str:
    """`2–8 мар.`, `март 2026`: the year of a week is said in the text."""
    if unit == "month":
        return str(format_date(period.first, "LLLL y", locale=language))
    return str(format_interval(period.first, period.last, "MMMd", locale=language))
