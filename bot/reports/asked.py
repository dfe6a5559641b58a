"""What the figures of a funnel are of, in a few words: what was asked of the facts, or what was estimated."""

from bot.reports.head import head_of
from bot.reports.words import Words
from funnels.analytics.conversion import FunnelReport


def nobody_of(report: FunnelReport, words: Words) -> list[str]:
    """That the report is of nobody: why, and when that will change, in a line or two; plain text."""
    if report.question and report.question.settings:
        return [words.nobody_such]
    return [words.nobody, words.nobody_hint]


def asked_of(report: FunnelReport, words: Words) -> list[str]:
    """The days first, then what else; plain text."""
    if report.question is None:
        return [words.period(report.estimated_days)]
    return head_of(report.question, words.language)
