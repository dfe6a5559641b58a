"""The figures of a funnel as a workbook with a sheet a report, or its facts as CSV files in a folder.

What is asked is said by options or words, as for `voronka stats`; the facts are always all there are.
"""

import argparse
import asyncio
from pathlib import Path

from bot import logs
from bot.desk.options import ask_by_options, asking, words_of
from bot.errors import StartError
from bot.export.facts import write_facts
from bot.export.reading import read_workbook
from bot.output import tell, write_result
from bot.scripts import newest
from bot.settings import Settings, read_settings
from storage.database import Database


def configure(parser: argparse.ArgumentParser) -> None:
    """Which funnel, what is asked of the reports, and where to."""
    parser.add_argument("funnel", help="the funnel's name")
    parser.add_argument("words", nargs="*", help="what is asked, as behind the bot's command: 30 calendar source=vk")
    ask_by_options(parser)
    parser.add_argument("--names", action="store_true", help="the workbook says who people are: names and usernames")
    parser.add_argument("--output", type=Path, required=True, help="FILE.xlsx for the reports, a folder for the facts")


def run(options: argparse.Namespace) -> int:
    """Write the files; raises StartError when they cannot be."""
    settings = read_settings()
    logs.configure(secrets=logs.secrets_of(settings), form=settings.log_format)
    try:
        asyncio.run(_export(settings, options))
    except OSError as error:
        raise StartError(f"Cannot write {options.output}: {error.strerror or error}.") from error
    return 0


async def _export(settings: Settings, options: argparse.Namespace) -> None:
    database = await Database.open(settings.database_url)
    try:
        scripts = await newest(database, timezone=settings.timezone)
        words = [*words_of(options), *options.words]
        asked = await asking(
            settings, database, scripts, options.funnel, report="stats", words=words, command="voronka export"
        )
        if options.output.suffix.lower() == ".xlsx":
            book = await read_workbook(asked, settings.language, names=options.names)
            write_result(book, options.output, is_picture=False)
            tell(str(options.output))
        else:
            options.output.mkdir(parents=True, exist_ok=True)
            for file, rows in (await write_facts(database, options.funnel, options.output)).items():
                tell(f"{file}: {rows}")
    finally:
        await database.close()
