"""Any report of a funnel, from the database the bot keeps: text, JSON or a picture.

Options and words ask the same: `--period 30 --slice source` is `30 source`, as it is written to the bot.
"""

import argparse
import asyncio
import json
from dataclasses import dataclass
from pathlib import Path

from bot import logs
from bot.desk.options import ask_by_options, asking, plainly, words_of
from bot.desk.reading import quoted
from bot.errors import StartError
from bot.output import write_result
from bot.reports.catalogue import REPORTS
from bot.reports.charts import to_png
from bot.reports.json_answer import json_answer
from bot.reports.plain_answer import plain_answer
from bot.reports.report import Answer, Asked, AskedError
from bot.scripts import newest
from bot.settings import Settings, read_settings
from funnels.analytics.question import SLICES
from storage.database import Database


@dataclass(frozen=True, kw_only=True)
class _Told:
    asked: Asked
    answer: Answer


def configure(parser: argparse.ArgumentParser) -> None:
    """Which funnel and report, what is asked of it, and how to show it."""
    parser.add_argument("funnel", help="the funnel's name")
    parser.add_argument("words", nargs="*", help="what is asked, as behind the bot's command: 30 calendar source")
    parser.add_argument("--report", choices=sorted(REPORTS), default="stats", metavar="NAME", help=", ".join(REPORTS))
    ask_by_options(parser)
    parser.add_argument("--slice", choices=SLICES, metavar="SLICE", help=f"tell journeys apart: {', '.join(SLICES)}")
    parser.add_argument("--only", metavar="SLICE=VALUE", help="only the journeys of this value, like source=vk")
    parser.add_argument("--from", dest="from_stage", metavar="STAGE", help="conversions out of who reached this stage")
    parser.add_argument("--compare", action="store_true", help="beside the period before")
    parser.add_argument("--format", choices=("text", "json", "png"), default="text", help="default: text")
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help="of a PNG; default: light")
    parser.add_argument("--output", type=Path, help="a file instead of standard output")


def run(options: argparse.Namespace) -> int:
    """Write the report; raises StartError for a question that means nothing."""
    settings = read_settings()
    logs.configure(secrets=logs.secrets_of(settings), form=settings.log_format)
    told = asyncio.run(_read(settings, options))
    write_result(_content(told, options, settings.language), options.output, is_picture=options.format == "png")
    return 0


def _content(told: _Told, options: argparse.Namespace, language: str) -> bytes:
    match options.format:
        case "json":
            values = json_answer(options.report, told.asked, told.answer)
            return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()
        case "png":
            if told.answer.picture is None:
                raise StartError("This report has no picture: ask for --format text or json.")
            return to_png(told.answer.picture(language, options.theme))
        case _:
            return (plain_answer(told.asked, told.answer, language) + "\n").encode()


async def _read(settings: Settings, options: argparse.Namespace) -> _Told:
    database = await Database.open(settings.database_url)
    try:
        scripts = await newest(database, timezone=settings.timezone)
        report, words = options.report, _words(options)
        command = f"voronka stats --report {report}" if report != "stats" else "voronka stats"
        asked = await asking(settings, database, scripts, options.funnel, report=report, words=words, command=command)
        try:
            return _Told(asked=asked, answer=await REPORTS[report](asked))
        except AskedError as error:
            raise StartError(plainly(error, settings.language)) from error
    finally:
        await database.close()


def _words(options: argparse.Namespace) -> list[str]:
    words = [*words_of(options), *([options.slice] if options.slice else [])]
    if options.only:
        slice_, _, value = options.only.partition("=")
        words.append(f"{slice_}={quoted(value)}")
    if options.from_stage:
        words.append(f"from={options.from_stage}")
    return [*words, *(["compare"] if options.compare else []), *options.words]
