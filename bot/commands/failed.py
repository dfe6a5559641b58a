"""What failed: set aside because the program raised an error (s1 …), or messages given up or left in doubt (m1 …).

What was set aside is played again by the bot that runs on the database, within a second, or as soon as it starts;
messages are sent by it.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Iterator, Sequence

from bot import logs
from bot.clock import Clock
from bot.errors import StartError
from bot.output import tell
from bot.settings import Settings, read_settings
from storage import failed, set_aside
from storage.database import Database
from storage.failed import FailedOne, Ref


def configure(parser: argparse.ArgumentParser) -> None:
    """What to do with which of them, and how to list them."""
    acts = parser.add_mutually_exclusive_group()
    acts.add_argument("--play", metavar="ID", help="play it, or send it, again: s1, m1, or all")
    acts.add_argument("--drop", metavar="ID", help="forget it: s1, m1, or all; paid goods stay")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of the list; default: text")


def run(options: argparse.Namespace) -> int:
    """List them, or say how many are played again or dropped; raises StartError for an id that is none."""
    settings = read_settings()
    logs.configure(secrets=logs.secrets_of(settings), form=settings.log_format)
    asyncio.run(_run(settings, options))
    return 0


async def _run(settings: Settings, options: argparse.Namespace) -> None:
    database = await Database.open(settings.database_url)
    try:
        async with database.read() as connection:
            found = await failed.listed(connection, Clock().now())
        if options.play or options.drop:
            await _act(database, options, _refs(options.play or options.drop, found))
        else:
            await _list(database, options, found)
    finally:
        await database.close()


async def _act(database: Database, options: argparse.Namespace, refs: Sequence[Ref]) -> None:
    async with database.write() as connection:
        if options.play:
            tell(f"To be played again: {await failed.play(connection, refs, Clock().now(), staff=0)}")
        else:
            tell(f"Dropped: {await failed.drop(connection, refs)}")


async def _list(database: Database, options: argparse.Namespace, found: Sequence[FailedOne]) -> None:
    if options.format == "text":
        sys.stdout.writelines(f"{line}\n" for line in _lines(found))
        return
    async with database.read() as connection:
        where = await set_aside.tracebacks(connection, [one.ref.id for one in found if one.ref.kind == "s"])
    shown = [{**_values(one), "traceback": where.get(one.ref.id, "") if one.ref.kind == "s" else ""} for one in found]
    sys.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2) + "\n")


def _refs(said: str, found: Sequence[FailedOne]) -> Sequence[Ref]:
    """Raises StartError for what is not listed."""
    refs = [one.ref for one in found]
    if said == "all":
        return refs
    ref = Ref.parse(said)
    if ref is None or ref not in refs:
        raise StartError(f"There is no {said}: `voronka failed` lists what there is.")
    return [ref]


def _lines(found: Sequence[FailedOne]) -> Iterator[str]:
    for one in found:
        place = ".".join(part for part in (one.funnel, one.step) if part)
        cause = f"{one.cause}: {one.error}" if one.cause != one.error else one.cause
        what = f"{one.what} in doubt" if one.in_doubt else one.what
        waits = ["to be played"] if one.asked else []
        who = f"{one.chat} {one.who}".strip() if one.chat else ""
        parts = [str(one.ref), what, f"{one.at:%Y-%m-%d %H:%M} UTC", who, place, cause, *waits]
        yield "  ".join(part for part in parts if part)
    if not found:
        yield "Nothing has failed."


def _values(one: FailedOne) -> dict[str, object]:
    return {
        "id": str(one.ref),
        "what": one.what,
        "chat": one.chat,
        "who": one.who,
        "funnel": one.funnel,
        "step": one.step,
        "cause": one.cause,
        "error": one.error,
        "at": one.at.isoformat(),
        "in_doubt": one.in_doubt,
        "asked": one.asked,
    }
