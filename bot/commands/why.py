"""Why a person got, or did not get, a message: what was sent and done in their walk, what was not and why, what comes.

USER is an id, an @username or part of a name, as for the bot's `/why`; FUNNEL is one of theirs, else the one they walk.
"""

import argparse
import asyncio
import html
import json
import re

from bot import logs
from bot.clock import Clock
from bot.errors import StartError
from bot.output import write_result
from bot.scripts import kept_catalogue
from bot.settings import Settings, read_settings
from bot.why.as_json import as_json
from bot.why.reading import Told, find, read
from bot.why.text import pages
from storage.database import Database

_TAG = re.compile(r"<[^>]+>")


def configure(parser: argparse.ArgumentParser) -> None:
    """Whom to tell of, and how."""
    parser.add_argument("user", help="an id, an @username, or part of a name")
    parser.add_argument("funnel", nargs="?", default="", help="the funnel's name (default: where they are now)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def run(options: argparse.Namespace) -> int:
    """Write the story, the oldest first; raises StartError where nobody, or more than one, is meant."""
    settings = read_settings()
    logs.configure(secrets=logs.secrets_of(settings), form=settings.log_format)
    told = asyncio.run(_read(settings, options.user, options.funnel))
    if options.format == "json":
        content = json.dumps(as_json(told, settings.language), ensure_ascii=False, indent=2)
    else:
        shown = [html.unescape(_TAG.sub("", page)) for page in reversed(pages(told, settings.language))]
        content = "\n\n".join(shown)
    write_result(f"{content}\n".encode(), None, is_picture=False)
    return 0


async def _read(settings: Settings, user: str, funnel: str) -> Told:
    database = await Database.open(settings.database_url)
    try:
        catalogue = await kept_catalogue(database, timezone=settings.timezone)
        if funnel and funnel not in catalogue.live:
            raise StartError(f"There is no funnel `{funnel}`. There are: {', '.join(catalogue.live)}.")
        found, named = await find(database, catalogue, user)
        if len(found) > 1:
            raise StartError(f"`{user}` means several people: {', '.join(str(one.id) for one in found)}.")
        told = await read(database, catalogue, found[0].id, funnel or named, Clock().now()) if found else None
        if told is None:
            raise StartError(f"The bot does not know `{user}`.")
        return told
    finally:
        await database.close()
