"""A report as plain text for a terminal: what was asked, then each table without the columns that have no figure."""

from bot.reports.figures import UNDEFINED
from bot.reports.funnel_table import aligned
from bot.reports.head import head_of
from bot.reports.labels import clip
from bot.reports.report import Answer, Asked
from bot.reports.tables import Table, cells

_LONGEST = 40


def plain_answer(asked: Asked, answer: Answer, language: str) -> str:
    """Ready to print."""
    title = clip(asked.script.title, _LONGEST) or asked.script.funnel
    parts = [" · ".join([title, *head_of(asked.question, language)])]
    parts += [_table(table, language) for table in answer.tables if table.rows]
    return "\n\n".join(parts)


def _table(table: Table, language: str) -> str:
    head, *rows = cells(table, language)
    said = [place for place in range(len(head)) if any(row[place] != UNDEFINED for row in rows)]
    shown = [[clip(row[place], _LONGEST) for place in said] for row in (head, *rows)]
    return f"{table.title[language]}\n{aligned(shown)}"
