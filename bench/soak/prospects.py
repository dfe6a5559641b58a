"""Prospects who come one after another, as many as the sending limit lets be answered, and news for who was here."""

import asyncio
import json
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from aiohttp import ClientError, ClientSession

from bot.clock import Clock
from bot.preview.telegram import Person, StandIn
from bot.signing import signed
from bot.tasks import spawn

SCRIPTS = {
    "soak": """
funnel: soak
language: en
start: {default: true}
products:
  thing:
    title: Thing
    stars: 7
    deliver: {text: Goods}
stages:
  - stage: talk
    steps:
      - message: Welcome
        buttons: [Next]
        follow_ups:
          - after: 20 seconds
            message: Are you there?
      - ask: What is your name?
        save: called
      - message: "{{ called }}, shall I tell you more?"
        buttons: ["Yes", Later]
  - stage: sale
    goal: paid thing
    steps:
      - offer: thing
        text: Buy the thing
        deadline: 1 minute
        follow_ups:
          - after: 20 seconds
            message: Still for sale
        expired: {message: It is over}
  - stage: after
    steps:
      - message: Farewell
""",
    "news": """
funnel: news
language: en
start: {events: [news], again: always}
stages:
  - stage: only
    steps:
      - wait: 5 seconds
      - message: "News for {{ first_name }}"
""",
}

SHARE_SLOW, SHARE_PAYS, SHARE_BLOCKS = 0.2, 0.3, 0.05

MESSAGES = 7.1
"""What one of them is sent, on the average, without the news."""

NEWS_EVERY, NEWS_TO = 60.0, 200
"""Seconds between two broadcasts, and to how many who have walked to the end."""

PATIENCE = 60.0
"""Seconds somebody waits for what must come."""

BUSY = 0.85
"""How much of the limit is used: with all of it any queue grows for ever, and with much of it the news take minutes."""


def arrivals(limit: int) -> float:
    """Prospects a second that make the bot send this share of its limit of messages a second."""
    return (BUSY * limit - NEWS_TO / NEWS_EVERY) / MESSAGES


@dataclass(kw_only=True)
class Prospects:
    """All of them; `lags` are the seconds from an act to its answer since they were last taken."""

    telegram: StandIn
    bot_url: str
    secret: bytes
    chance: Random
    lags: list[float] = field(default_factory=list)
    walking: int = 0
    disappointed: int = 0
    """Those who did not see what they should have seen."""
    last_disappointment: str = ""
    _done: deque[Person] = field(default_factory=deque)

    async def come(self, each_second: float) -> None:
        """So many a second, until cancelled."""
        while True:
            spawn(self._visit(), name="a prospect")
            await asyncio.sleep(self.chance.expovariate(each_second))

    async def hear_news(self) -> None:
        """A broadcast now and then, until cancelled."""
        clock = Clock()
        async with ClientSession() as session:
            while True:
                await asyncio.sleep(NEWS_EVERY)
                moment = clock.now()
                for person in list(self._done)[-NEWS_TO:]:
                    told = {"id": f"{moment.timestamp():.0f}-{person.id}", "event": "news", "subscriber": person.id}
                    body = json.dumps(told).encode()
                    headers = {"Content-Type": "application/json", **signed(body, self.secret, clock.now())}
                    with suppress(ClientError):
                        await (await session.post(f"{self.bot_url}/events", data=body, headers=headers)).release()

    async def _visit(self) -> None:
        person = self.telegram.person(language_code="en")
        self.walking += 1
        try:
            await self._walk(person)
        except AssertionError as error:
            self.disappointed += 1
            self.last_disappointment = str(error)
        finally:
            self.walking -= 1

    async def _walk(self, person: Person) -> None:
        act = self.chance.random()
        begun = time.perf_counter()
        await person.starts()
        await self._answered(person, "Welcome", begun)
        if act < SHARE_SLOW:
            await person.sees("Are you there?", within=PATIENCE)
        await self._thinks()
        begun = time.perf_counter()
        await person.presses("Next")
        await self._answered(person, "What is your name?", begun)
        await self._thinks()
        begun = time.perf_counter()
        await person.writes("Anna")
        await self._answered(person, "shall I tell you more?", begun)
        await self._thinks()
        begun = time.perf_counter()
        await person.presses("Yes" if act > 0.5 else "Later")
        await self._answered(person, "Buy the thing", begun)
        await self._thinks()
        await self._decides(person)

    async def _decides(self, person: Person) -> None:
        choice = self.chance.random()
        if choice < SHARE_BLOCKS:
            await person.blocks()
            self._forget(person)
            return
        if choice < SHARE_BLOCKS + SHARE_PAYS:
            begun = time.perf_counter()
            await person.presses("Pay 7\N{NO-BREAK SPACE}⭐")
            await person.sees_invoice(7, within=PATIENCE)
            self.lags.append(time.perf_counter() - begun)
            assert (await person.pays()).ok
            await person.sees("Goods", within=PATIENCE)
        else:
            await person.sees("Still for sale", within=PATIENCE)
            await person.sees("It is over", within=2 * PATIENCE)
        await person.sees("Farewell", within=PATIENCE)
        self._done.append(person)
        if len(self._done) > 2 * NEWS_TO:
            self._forget(self._done.popleft())

    async def _answered(self, person: Person, text: str, begun: float) -> None:
        await person.sees(text, within=PATIENCE)
        self.lags.append(time.perf_counter() - begun)

    async def _thinks(self) -> None:
        """Longer than a second, so that what is measured is not the limit of one chat."""
        await asyncio.sleep(self.chance.uniform(1.5, 4))

    def _forget(self, person: Person) -> None:
        """The bot has nothing more to say to them; an hour of chats would fill the memory of the stand-in."""
        del self.telegram.persons[person.id], self.telegram.chats[person.id]
