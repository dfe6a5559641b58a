"""The text of a view: a page of the report or what its figures mean, and below it the command that asks for it."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.desk.reading import read_view, written
from bot.desk.view import View
from bot.desk.words import DESK
from bot.reports.report import Answer, AskedError
from bot.reports.tables import Table
from funnels.definition.script import Script
from funnels.definition.visible import visible_length
from funnels.engine.limits import TEXT_LIMIT

_COMMAND = 200
"""Characters that are left for the command below."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One of the pages the message can show."""

    text: str
    number: int
    of: int


def page_of(view: View, answer: Answer, language: str, today: date) -> Page:
    """What the message says. The command stands below where there is room for it."""
    texts = explanation(answer.tables, language) if view.explained else answer.messages(language)
    number = 0 if view.panel else min(view.page, len(texts) - 1)
    signed = f"{texts[number]}\n\n<code>{html.escape(written(view, today), quote=False)}</code>"
    fits = visible_length(signed) <= TEXT_LIMIT
    return Page(text=signed if fits else texts[number], number=number, of=len(texts))


def command_below(text: str) -> str:
    """The command that stands below a message's text, or its last line."""
    return text.rpartition("\n")[2]


def words_below(text: str, report: str, *, scripts: Mapping[str, Script], today: date) -> str:
    """The report's own words in that command; none where there is no command."""
    command, _, words = command_below(text).partition(" ")
    try:
        return read_view(report, words, scripts=scripts, today=today).words if command == f"/{report}" else ""
    except AskedError:
        return ""


def explanation(tables: tuple[Table, ...], language: str) -> list[str]:
    """Each figure that has a value and needs a word, once: its name and one sentence with its formula."""
    figures = {
        figure.head[language]: figure.means[language]
        for table in tables
        for place, figure in enumerate(table.figures)
        if any(row[place] is not None for row in table.rows)
    }
    messages: list[str] = []
    for head, means in figures.items():
        if not means:
            continue
        line = f"<b>{html.escape(head, quote=False)}</b>: {html.escape(means, quote=False)}"
        if messages and visible_length(joined := f"{messages[-1]}\n{line}") <= TEXT_LIMIT - _COMMAND:
            messages[-1] = joined
        else:
            messages.append(line)
    return messages or [DESK[language].nothing_to_explain]
