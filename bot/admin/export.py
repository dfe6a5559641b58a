"""`/export [FUNNEL] [WORDS] [names]`: the figures as a workbook, the facts as CSV files in a ZIP."""

import asyncio
import html
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

from aiogram.types import BufferedInputFile, FSInputFile, Message

from bot.context import Context
from bot.desk.reading import read_view
from bot.export.facts import write_facts
from bot.export.reading import NAMES, read_workbook
from bot.reports.report import Asked, AskedError
from bot.words import say

MOST = 50_000_000
"""Bytes of a file that Telegram takes of a bot."""


async def answer(context: Context, message: Message, arguments: str) -> None:
    """Both files, or what words there are, or which funnels."""
    said = arguments.split()
    names = any(word.casefold() in NAMES for word in said)
    words = " ".join(word for word in said if word.casefold() not in NAMES)
    language, zone = context.settings.language, ZoneInfo(context.settings.timezone)
    now, scripts = context.clock.now(), context.runner.catalogue.live
    try:
        view = read_view("stats", words, scripts=scripts, today=now.astimezone(zone).date(), command="/export")
    except AskedError as error:
        await message.answer(error.why[language])
        return
    if not (funnel := view.question.funnel):
        lines = "\n".join(f"<code>/export {html.escape(name)}</code>" for name in scripts)
        await message.answer(say("which_export", language, commands=lines))
        return
    asked = Asked(database=context.database, scripts=scripts, question=view.question, words="", now=now, zone=zone)
    book = await read_workbook(asked, language, names=names)
    await message.answer_document(BufferedInputFile(book, filename=f"{funnel}.xlsx"))
    with tempfile.TemporaryDirectory(prefix="voronka-export-") as folder:
        facts = Path(folder) / f"{funnel}-csv.zip"
        await asyncio.to_thread(_pack, facts, await write_facts(context.database, funnel, Path(folder)))
        if facts.stat().st_size > MOST:
            await message.answer(say("export_too_large", language, funnel=html.escape(funnel)))
        else:
            await message.answer_document(FSInputFile(facts))


def _pack(into: Path, files: Iterable[Path]) -> None:
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in files:
            packed.write(file, file.name)
