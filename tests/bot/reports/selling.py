"""People walk a funnel that sells, and pay for what they were offered."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from funnels.definition.money import Money
from funnels.engine.inputs import Answered, Paid, Refunded, Started
from tests.bot.reports.walking import Street, street

SHOP = """
funnel: shop
title: Coffee & co
language: en
start: {default: true}
products:
  talk: {title: The talk, price: 100 RUB, pay: [manual], manual: "Transfer {{ price }}", deliver: {text: Here it is}}
  course:
    title: The course
    price: 4900 RUB
    stars: 100
    pay: [stars, manual]
    manual: Transfer {{ price }}
    deliver: {text: Welcome}
stages:
  - stage: magnet
    title: The book
    steps:
      - ask: Would you like the book?
        save: book
  - stage: tripwire
    title: A talk
    goal: paid talk
    steps:
      - offer: talk
        text: The talk is {{ price }}.
  - stage: core
    title: The course
    goal: paid course
    steps:
      - offer: course
        text: The course is {{ price }}.
"""

ROUBLES_100 = Money(amount=100_00, currency="RUB")
ROUBLES_4900 = Money(amount=4900_00, currency="RUB")
STARS_100 = Money(amount=100, currency="XTR")


class Shop:
    """The street before it."""

    def __init__(self, walk: Street) -> None:
        self.walk = walk
        self.asks = walk.asks
        self.passes = walk.passes

    async def comes(self, people: Iterable[int], *, answering: int) -> None:
        """They start, and so many of them answer the first question."""
        people = list(people)
        await self.walk.do(people, Started())
        self.passes(minutes=1)
        await self.walk.do(people[:answering], Answered(text="yes"))
        self.passes(minutes=1)

    async def pays(self, person: int, money: Money, *, product: int = 0, again: str = "") -> None:
        """For the talk (0) or the course (1)."""
        method = "stars" if money.currency == "XTR" else "manual"
        order = self._order(person, product)
        await self.walk.do([person], Paid(order=order, method=method, money=money, charge=f"{order}{again}"))

    async def gets_back(self, person: int, money: Money, *, product: int = 0, whole: bool = True) -> None:
        order = self._order(person, product)
        await self.walk.do([person], Refunded(refund=f"r-{order}", order=order, charge=order, money=money, whole=whole))

    def _order(self, person: int, product: int) -> str:
        return f"{person}:shop:1:1:{product}"


@asynccontextmanager
async def shop(folder: Path) -> AsyncIterator[Shop]:
    """A shop of its own."""
    async with street(folder, SHOP) as walk:
        yield Shop(walk)


async def good_month(it: Shop) -> None:
    """Two weeks: ten people come and five, seven answer and five, six of the first buy, of whom two go on."""
    await it.comes(range(1, 11), answering=7)
    for person in range(1, 7):
        await it.pays(person, ROUBLES_100)
    await it.pays(1, ROUBLES_4900, product=1)
    it.passes(days=7)
    await it.comes(range(11, 16), answering=5)
    await it.pays(2, STARS_100, product=1)
    await it.gets_back(3, ROUBLES_100)
    await it.pays(4, ROUBLES_100, again="-twice")
