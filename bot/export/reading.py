"""Every report there is, read for the workbook by one question."""

import asyncio
from dataclasses import replace

from bot.desk.about import ABOUT
from bot.export.workbook import Reported, workbook
from bot.reports.catalogue import REPORTS
from bot.reports.head import head_of
from bot.reports.report import Asked, AskedError

_LINES = {
    "ru": ("Воронка", "Версия", "Что посчитано", "Часовой пояс", "Посчитано"),
    "en": ("Funnel", "Version", "What is counted", "Time zone", "Counted"),
}


NAMES = ("names", "имена")
"""Words that ask for a workbook in which people have their names."""


async def read_workbook(asked: Asked, language: str, *, names: bool = False) -> bytes:
    """The workbook as XLSX. A report that needs words to say anything has no sheet.

    A file is passed on: who people are stands in it only where `names` are asked for.
    """
    reports = []
    for name, read in REPORTS.items():
        try:
            answer = await read(replace(asked, words=""))
        except AskedError:
            continue
        tables = answer.tables if names else [table.without_names() for table in answer.tables]
        reports.append(Reported(name=name, about=ABOUT[name].menu[language], tables=tables))
    return await asyncio.to_thread(workbook, _asked(asked, language), reports, language)


def _asked(asked: Asked, language: str) -> dict[str, str]:
    said = (
        asked.script.title or asked.script.funnel,
        str(asked.script.version),
        " · ".join(head_of(asked.question, language)),
        asked.zone.key,
        f"{asked.now.astimezone(asked.zone):%Y-%m-%d %H:%M}",
    )
    return dict(zip(_LINES[language], said, strict=True))
