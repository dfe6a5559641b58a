"""Every report there is, read for the workbook by one question.

A sheet is of exactly the journeys and days that are asked for: a report that does not heed them has none, and the first
sheet says why. What would only add figures to it is left out of the question, which is said there too.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from bot.desk.about import ABOUT, dated, unheeded
from bot.export.workbook import Reported, workbook
from bot.reports.catalogue import REPORTS
from bot.reports.head import days_of, head_of, said_of
from bot.reports.report import Asked
from funnels.analytics.question import Question, Setting

_ADDING: frozenset[Setting] = frozenset({"split", "from_stage", "compare"})
"""These add figures; the other settings say of what all figures are."""

_LINES = {
    "ru": ("Воронка", "Версия", "Что посчитано", "Часовой пояс", "Посчитано"),
    "en": ("Funnel", "Version", "What is counted", "Time zone", "Counted"),
}
_NO_SHEET = {"ru": "листа нет, этот отчёт не учитывает: {said}", "en": "no sheet, this report does not heed: {said}"}
_WITHOUT = {"ru": "{about} (не учитывает: {said})", "en": "{about} (does not heed: {said})"}


NAMES = ("names", "имена")
"""Words that ask for a workbook in which people have their names."""


async def read_workbook(asked: Asked, language: str, *, names: bool = False) -> bytes:
    """The workbook as XLSX.

    A file is passed on: who people are stands in it only where `names` are asked for.
    """
    reports = [await _read(name, asked, language, names=names) for name in REPORTS]
    return await asyncio.to_thread(workbook, _asked(asked, language), reports, language)


async def _read(name: str, asked: Asked, language: str, *, names: bool) -> Reported:
    question, about = asked.question, ABOUT[name].menu[language]
    ignored = unheeded(name, question)
    read = dated(name, question.without(ignored), asked.today)
    if restricting := [one for one in ignored if one not in _ADDING]:
        return Reported(name=name, about=_NO_SHEET[language].format(said=_said(question, restricting, language)))
    answer = await REPORTS[name](replace(asked, question=read, words=""))
    if read.period != question.period:
        about = f"{about} ({days_of(read.period, language)})"
    if ignored:
        about = _WITHOUT[language].format(about=about, said=_said(question, ignored, language))
    tables = answer.tables if names else [table.without_names() for table in answer.tables]
    return Reported(name=name, about=about, tables=tables)


def _said(question: Question, settings: Iterable[Setting], language: str) -> str:
    return ", ".join(said_of(question, setting, language) for setting in settings)


def _asked(asked: Asked, language: str) -> dict[str, str]:
    said = (
        asked.script.title or asked.script.funnel,
        str(asked.script.version),
        " · ".join(head_of(asked.question, language)),
        asked.zone.key,
        f"{asked.now.astimezone(asked.zone):%Y-%m-%d %H:%M}",
    )
    return dict(zip(_LINES[language], said, strict=True))
