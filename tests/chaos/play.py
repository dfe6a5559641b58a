"""Both walks of a crowd, one after the other, and what became of them."""

import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from bot.preview.telegram import StandIn
from storage.address import parse_address
from storage.database import Database

from . import kept
from .compare import Verdict, Walked, compare
from .killed_bot import OWNER, KilledBot
from .owner import Owner
from .prospect import Prospect
from .shared_clock import SharedClock
from .storm import Storm
from .walk import Walk
from .weather import Chaos, Peace, Trouble, planned

FLAGSHIP = Path("funnels/scripts/relationships").resolve()
LINK = "book"
BEGIN = datetime(2026, 3, 2, 7, tzinfo=UTC)

Tell = Callable[[str, float], None]
"""Told which walk goes on, and how much of it is over, from 0 to 1."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """What is played."""

    people: int
    seed: int = 1
    webhook: bool = False
    days: float = 45
    arriving: timedelta = timedelta(days=4)
    every_hours: int = 3
    troubles: Mapping[Trouble, int]
    """How often each happens."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What there is to tell of both walks."""

    verdict: Verdict
    met: Counter[str]
    """What was done to the bot, and how often."""
    in_flight: list[int]
    """How many messages were on their way at each kill."""
    most_again: int
    """How many messages of the prospects may have come again: those on their way at kills or at broken connections."""
    answers_lost: int
    """How many of these Telegram had carried out when the connection broke."""
    starts: int
    moments: int
    messages: int
    """That came to the prospects in peace."""
    longest_delay: timedelta


async def play(options: Options, urls: tuple[str, str], folder: Path, tell: Tell) -> Outcome:
    """One walk in peace, one in chaos, each on the database of its URL."""
    async with _walking(options, urls[0], folder / "peace", Random(options.seed)) as (walk, storm, database):
        await _play(walk, options, "peace", tell)
        peace = await _walked(walk, storm, database)
        chance = Random(f"{options.seed} chaos")
        plan = planned(walk.moments, walk.messages, chance, options.troubles)
    async with _walking(options, urls[1], folder / "chaos", chance) as (walk, storm, database):
        address = parse_address(urls[1])
        file = address.file if address.dialect == "sqlite" else None
        weather = Chaos(bot=walk.bot, storm=storm, chance=chance, plan=plan, file=file)
        walk.weather = weather
        await _play(walk, options, "chaos", tell)
        chaos = await _walked(walk, storm, database)
    return Outcome(
        verdict=compare(peace, chaos),
        met=weather.met + storm.met + Counter({"done at once, arrived otherwise": _shuffled(walk)}),
        in_flight=[count.total() for count in walk.bot.in_flight],
        most_again=sum(chaos.again[person] for person in chaos.chats),
        answers_lost=sum(storm.executed[person] for person in chaos.chats),
        starts=walk.bot.starts,
        moments=len(walk.moments),
        messages=sum(map(len, peace.chats.values())),
        longest_delay=walk.longest_delay,
    )


@asynccontextmanager
async def _walking(
    options: Options, url: str, folder: Path, chance: Random
) -> AsyncIterator[tuple[Walk, Storm, Database]]:
    """A bot that runs, a Telegram, and a crowd that is about to come."""
    funnels = folder / "funnels"
    shutil.copytree(FLAGSHIP, funnels / FLAGSHIP.name)
    clock = SharedClock(folder / "clock", BEGIN)
    database = await Database.open(url)
    async with StandIn(now=clock.now) as telegram:
        telegram.local = True
        storm = telegram.faults = Storm(chance)
        person = telegram.person("Owner", id=OWNER)
        person.room.started = True
        bot = KilledBot(
            telegram=telegram,
            folder=folder,
            database_url=url,
            database=database,
            funnels=funnels,
            webhook=options.webhook,
        )
        try:
            bot.start()
            await bot.is_up()
            crowd = [_prospect(options, telegram, chance) for _ in range(options.people)]
            owner = Owner(person=person, seed=options.seed, every_hours=options.every_hours)
            yield (
                Walk(telegram=telegram, clock=clock, bot=bot, prospects=crowd, owner=owner, weather=Peace()),
                storm,
                database,
            )
        finally:
            await bot.close()
            await database.close()


def _prospect(options: Options, telegram: StandIn, shuffle: Random) -> Prospect:
    person = telegram.person(first_name="P")
    arrives = Random(f"{options.seed} {person.id} arrives")
    source = arrives.choice(("", "__vk-march", "__friends"))
    return Prospect(
        person=person,
        seed=options.seed,
        link=LINK + source,
        comes_at=BEGIN + options.arriving * arrives.random(),
        every_hours=options.every_hours,
        shuffle=shuffle,
    )


async def _play(walk: Walk, options: Options, name: str, tell: Tell) -> None:
    whole = timedelta(days=options.days)
    await walk.play(BEGIN + whole, lambda moment: tell(name, (moment - BEGIN) / whole))
    tell(name, 1.0)


async def _walked(walk: Walk, storm: Storm, database: Database) -> Walked:
    again = storm.executed.copy()
    for claimed in walk.bot.in_flight:
        again.update(claimed)
    return Walked(
        chats={prospect.person.id: prospect.seen for prospect in walk.prospects},
        kept=await kept.read(database, walk.moments),
        charges=set(walk.telegram.payments.charges),
        again=again,
    )


def _shuffled(walk: Walk) -> int:
    return sum(prospect.shuffled for prospect in walk.prospects)
