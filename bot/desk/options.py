"""A question by options of the command line: what they say is read as the words behind a command of the bot."""

import argparse
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.desk.reading import read_view
from bot.errors import StartError
from bot.reports.report import Asked, AskedError
from bot.settings import Settings
from funnels.analytics.question import By
from funnels.definition.script import Script
from storage.database import Database
from storage.recount.recount import stale
from storage.slices import Counting

_TAG = re.compile(r"<[^>]+>")


def ask_by_options(parser: argparse.ArgumentParser) -> None:
    """The options every form of a report has."""
    parser.add_argument("--period", metavar="DAYS", help="today, 7, all, or FIRST..LAST day (default: all)")
    parser.add_argument(
        "--by", choices=get_args(By), help="contact: who started then (default); calendar: what happened"
    )
    parser.add_argument("--again", action="store_true", help="journeys of people who entered once more count too")


def words_of(options: argparse.Namespace) -> Iterator[str]:
    """What the options of a question say."""
    yield from filter(None, (options.period, options.by))
    if options.again:
        yield "again"


async def asking(
    settings: Settings,
    database: Database,
    scripts: Mapping[str, Script],
    funnel: str,
    *,
    report: str,
    words: Sequence[str],
    command: str,
) -> Asked:
    """The question of these words, asked now; `command` is what they stand behind.

    Raises:
        StartError: there is no such funnel or meaning, or the figures do not hold what there is.
    """
    if not scripts:
        raise StartError("This database knows no funnel yet: start the bot once with `voronka run`.")
    if funnel not in scripts:
        raise StartError(f"There is no funnel `{funnel}`. There are: {', '.join(scripts)}.")
    now, zone = Clock().now(), ZoneInfo(settings.timezone)
    async with database.read() as conn:
        if await stale(conn, Counting(zone=zone)):
            raise StartError(
                f"The figures of this database are not counted in days of {settings.timezone} yet: "
                "start the bot once with `voronka run`, or run `voronka recount`."
            )
    said = " ".join([funnel, *words])
    try:
        view = read_view(report, said, scripts=scripts, today=now.astimezone(zone).date(), command=command)
    except AskedError as error:
        raise StartError(plainly(error, settings.language)) from error
    return Asked(database=database, scripts=scripts, question=view.question, words=view.words, now=now, zone=zone)


def plainly(error: AskedError, language: str) -> str:
    """Why the words mean nothing, without Telegram's marks."""
    return html.unescape(_TAG.sub("", error.why[language]))
