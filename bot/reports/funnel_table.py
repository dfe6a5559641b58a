"""The funnel as plain text for a terminal: columns stay aligned however wide the signs in a name are."""

from collections.abc import Sequence

from rich.cells import cell_len

from bot.reports.figures import UNDEFINED, count, duration, percent
from bot.reports.labels import clip
from bot.reports.words import Words, words_in
from funnels.analytics.conversion import FunnelReport, StageFigures, StepFigures

_NAME_LIMIT = 40
_GAP = "  "
_INDENT = "  "


def render_table(report: FunnelReport, language: str) -> str:
    """Return the report as a table of stages and a table of steps, ready to print."""
    words = words_in(language)
    parts = [_header(report, words)]
    if report.stages:
        parts.append(aligned(_stage_rows(report, words)))
    if report.steps:
        parts.append(aligned(_step_rows(report, words)))
    return "\n\n".join(parts)


def _header(report: FunnelReport, words: Words) -> str:
    language = words.language
    title = clip(report.title, _NAME_LIMIT) or report.funnel
    if report.is_empty:
        return f"{title} · {words.period(report.estimated_days)}\n{words.nobody}"
    started = count(report.started, language)
    people = words.people_started(language, report.started, n=started)
    finished = words.finished_of(language, report.finished, n=count(report.finished, language), whole=started)
    total = percent(report.total_conversion, language)
    return f"{title} · {words.period(report.estimated_days)} · {people}\n{words.total}: {total} ({finished})"


def _stage_rows(report: FunnelReport, words: Words) -> list[Sequence[str]]:
    counts = (words.reached, words.passed, words.conversion, words.from_start, words.lost, words.inside)
    heading = (words.stage, *counts, words.median, words.ninetieth)
    return [heading, *(_stage_cells(stage, words) for stage in report.stages)]


def _stage_cells(stage: StageFigures, words: Words) -> Sequence[str]:
    language = words.language
    return (
        clip(stage.title, _NAME_LIMIT) or stage.stage,
        count(stage.reached, language),
        count(stage.passed, language),
        percent(stage.conversion, language),
        percent(stage.from_start, language),
        count(stage.lost, language),
        UNDEFINED if stage.inside is None else count(stage.inside, language),
        duration(stage.median_seconds, language),
        duration(stage.p90_seconds, language),
    )


def _step_rows(report: FunnelReport, words: Words) -> list[Sequence[str]]:
    sells = any(step.sells for step in report.steps)
    messages = (words.sent, words.delivered, words.failed, words.clicked, words.ctr, words.answered)
    sales = (words.asked_to_pay, words.paid, words.abandoned) if sells else ()
    rows: list[Sequence[str]] = [(words.step, *messages, *sales)]
    for stage in report.stages:
        if steps := report.steps_of(stage.stage):
            rows.append((clip(stage.title, _NAME_LIMIT) or stage.stage,))
            rows.extend(_step_cells(step, words.language, sells=sells) for step in steps)
    return rows


def _step_cells(step: StepFigures, language: str, *, sells: bool) -> Sequence[str]:
    """`sells`: whether any step of the report does."""
    sales = (step.asked_to_pay, step.paid, step.abandoned) if sells else ()
    return (
        _INDENT + (clip(step.label, _NAME_LIMIT) or step.step),
        count(step.sent, language),
        count(step.delivered, language),
        count(step.failed, language),
        count(step.clicked, language),
        percent(step.ctr, language),
        count(step.answered, language),
        *(count(figure, language) if step.sells else UNDEFINED for figure in sales),
    )


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Set the first column to the left, the others to the right; a row of one cell is a subheading."""
    width = max(len(row) for row in rows)
    widths = [max(cell_len(row[column]) for row in rows if column < len(row)) for column in range(width)]
    return "\n".join(
        _GAP.join(
            _padded(cell, widths[column], left=not column) if len(row) > 1 else cell for column, cell in enumerate(row)
        )
        for row in rows
    )


def _padded(cell: str, width: int, *, left: bool) -> str:
    padding = " " * (width - cell_len(cell))
    return cell + padding if left else padding + cell
