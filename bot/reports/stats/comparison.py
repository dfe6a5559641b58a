"""The period before beside this one: a line a stage with the difference in points, and a table."""

from html import escape

from babel.numbers import format_decimal

from bot.reports.figures import count, percent
from bot.reports.head import days_of
from bot.reports.labels import clip
from bot.reports.stats.words import COMPARED, ComparedWords
from bot.reports.tables import Table, Value
from funnels.analytics.comparison import ComparedStage, Comparison

_TITLE = 40
_COLUMNS = (
    "stage",
    "title",
    "conversion",
    "conversion_earlier",
    "difference",
    "chance_or_change",
    "reached",
    "reached_before",
)


def comparison_text(comparison: Comparison, language: str) -> str:
    """Telegram HTML."""
    words, question = COMPARED[language], comparison.before.question
    assert question is not None  # what is compared was asked for
    started, before = comparison.now.started, comparison.before.started
    people = f"<b>{count(started, language)}</b> {_arrow(started - before)}".rstrip()
    lines = [
        f"<b>{words.title.format(days=escape(days_of(question.period, language), quote=False))}</b>",
        words.started.format(people=people, before=count(before, language)),
        *(_line(stage, number, words, language) for number, stage in enumerate(comparison.stages, 1)),
    ]
    if comparison.now.is_immature:
        lines.append(words.young)
    return "\n".join(lines)


def comparison_table(comparison: Comparison) -> Table:
    """A row for each stage."""
    rows: list[tuple[Value, ...]] = []
    for stage in comparison.stages:
        now, before = stage.now, stage.before
        conversions = (now.conversion, before.conversion if before else None)
        reached = (now.reached, before.reached if before else None)
        rows.append((now.stage, now.title, *conversions, stage.difference, stage.verdict, *reached))
    title = {"ru": "Сравнение", "en": "Comparison"}
    return Table(key="comparison", title=title, columns=_COLUMNS, rows=rows)


def _line(stage: ComparedStage, number: int, words: ComparedWords, language: str) -> str:
    title = escape(clip(stage.now.title, _TITLE) or stage.now.stage, quote=False)
    said = f"{number}. {title}: <b>{_percent(stage.now.conversion, language)}</b>"
    if stage.difference is None or stage.before is None:
        return said
    points = format_decimal(abs(stage.difference) * 100, format="0.0", locale=language)
    change = f"{_arrow(stage.difference)} {words.points.format(points=points)}".lstrip()
    was = words.was.format(before=_percent(stage.before.conversion, language))
    verdict = f", {words.verdicts[stage.verdict]}" if stage.verdict else ""
    return f"{said} {change} ({was}{verdict})"


def _percent(share: float | None, language: str) -> str:
    """A tiny share begins with `<`."""
    return escape(percent(share, language), quote=False)


def _arrow(change: float) -> str:
    return "▲" if change > 0 else "▼" if change < 0 else ""
