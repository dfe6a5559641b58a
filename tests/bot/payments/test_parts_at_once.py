"""Parts of a payment that are told to have gone back at one moment: the order is refunded when all of it has."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.clock import StandingClock
from bot.handover import Handover
from bot.incoming import Incoming
from bot.payments.intake import Intake
from bot.runner import Runner
from bot.tasks import spawn
from funnels.definition.money import Money
from funnels.engine.inputs import Paid, Started
from funnels.engine.orders import Status
from storage import orders
from storage.database import Database
from tests.bot.payments.till import ANNA, NOON, OWNER, SHOP
from tests.funnels.scripts import catalogue_of

ORDER = f"{ANNA}:shop:1:1:0"


class Process:
    """One of several processes on one database: its runner, and what services tell it."""

    def __init__(self, database: Database) -> None:
        clock, staff = StandingClock(NOON), {"owner": (OWNER,), "manager": (), "marketer": ()}
        self.database = database
        self.runner = Runner(database, catalogue_of(SHOP), clock, staff, Handover(0))
        self.intake = Intake(database, self.runner, clock, staff)
        self.running = spawn(self.runner.run(), name="runner")

    async def close(self) -> None:
        self.runner.end()
        await self.running
        await self.database.close()

    async def gives_back(self, amount: int, reference: str) -> None:
        await self.intake.refunded("link", "c", reference=reference, money=stars(amount))


def stars(amount: int) -> Money:
    return Money(amount=amount, currency="XTR")


@pytest.fixture
async def both(url: str) -> AsyncIterator[tuple[Process, Process]]:
    """Two of them, and a person who has paid a hundred Stars."""
    first, second = Process(await Database.open(url)), Process(await Database.open(url))
    for input_ in (Started(), Paid(order=ORDER, method="link", money=stars(100), charge="c")):
        await first.runner.submit(Incoming(subscriber=ANNA, input=input_))
    yield first, second
    await first.close()
    await second.close()


async def status(process: Process) -> Status:
    async with process.database.read() as connection:
        return (await orders.find(connection, [ORDER]))[ORDER].status


async def test_told_to_two_processes_at_one_moment_they_are_the_whole(both: tuple[Process, Process]) -> None:
    await asyncio.gather(both[0].gives_back(40, "a"), both[1].gives_back(60, "b"))
    assert await status(both[0]) == "refunded"


async def test_told_in_one_batch_and_twice_they_are_the_whole_once_all_have_come(both: tuple[Process, Process]) -> None:
    first, _ = both
    await asyncio.gather(first.gives_back(40, "a"), first.gives_back(40, "a"), first.gives_back(20, "b"))
    assert await status(first) == "paid"
    await asyncio.gather(first.gives_back(40, "a"), first.gives_back(40, "c"))
    assert await status(first) == "refunded"
