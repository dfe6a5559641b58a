"""A crowd of simulated prospects on the real bot: they come over some days, react each in their own time, pay or leave.

Everything they do is an update over HTTP, everything they see is a message the bot sent. The clock jumps from one
moment at which somebody acts or a timer is due to the next, a short while at a time, so that a month takes seconds.
"""

import asyncio
import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random

from bot.demo.habits import FIRST_NAMES, SOURCES, Habit, a_delay, a_habit, cooled
from bot.preview.session import Preview
from bot.preview.telegram import Message, Person

AT_ONCE = timedelta(hours=2)
"""What happens within this span is played at the same moment, as on a busy day."""

ARRIVAL = timedelta(days=5)
PAY_MARK = "⭐"


@dataclass(order=True)
class _Planned:
    at: datetime
    number: int
    prospect: "Prospect" = field(compare=False)


@dataclass(eq=False, kw_only=True)
class Prospect:
    """One simulated person."""

    person: Person
    habit: Habit
    link: str
    read: int = 0
    left: bool = False

    def unread(self) -> list[Message]:
        """What the bot has written since they last looked."""
        new = [message for message in self.person.chat[self.read :] if message.author == "bot"]
        self.read = len(self.person.chat)
        return new

    async def act(self, chance: Random) -> None:
        """Come in, or react to what is newest in the chat."""
        if not self.person.chat:
            await self.person.starts(self.link)
            return
        asking = next((message for message in reversed(self.person.chat) if message.author == "bot"), None)
        if asking is None or self.left:
            return
        if asking.invoice is not None and not asking.times_paid:
            await self.person.pays(asking)
        elif chance.random() < self.habit.blocks:
            self.left = True
            await self.person.blocks()
        elif any(PAY_MARK in button["text"] for button in asking.buttons):
            await self._consider(asking, chance)
        elif chance.random() < self.habit.answers:
            await self._answer(asking, chance)

    async def _consider(self, offer: Message, chance: Random) -> None:
        buttons = [button["text"] for button in offer.buttons]
        if chance.random() < self.habit.pays:
            await self.person.presses(next(text for text in buttons if PAY_MARK in text), message=offer)
        elif chance.random() < self.habit.declines:
            await self.person.presses(buttons[-1], message=offer)

    async def _answer(self, asking: Message, chance: Random) -> None:
        buttons = [button["text"] for button in asking.buttons if "url" not in button]
        if "e-mail" in asking.text.lower() and chance.random() < self.habit.leaves_email:
            await self.person.writes(f"person{self.person.id}@example.com")
        elif buttons:
            await self.person.presses(chance.choice(buttons), message=asking)


class Crowd:
    """All of them, and what they have planned."""

    def __init__(
        self,
        preview: Preview,
        *,
        size: int,
        links: Sequence[str],
        seed: int,
        arriving: timedelta = ARRIVAL,
        cools_after: timedelta | None = None,
    ) -> None:
        """They come by the links in turn, at any moment of the time `arriving` takes.

        Whoever comes later than `cools_after` is less inclined to answer: something for reports to find.
        """
        self._preview = preview
        self._chance = Random(seed)  # noqa: S311  # a simulation, not a secret
        self._planned: list[_Planned] = []
        self._numbers = count()
        now = preview.clock.now()
        self.prospects = [self._prospect(links[number % len(links)]) for number in range(size)]
        for prospect in self.prospects:
            after = arriving * self._chance.random()
            if cools_after is not None and after > cools_after:
                prospect.habit = cooled(prospect.habit)
            self._plan(prospect, now + after)

    def _prospect(self, link: str) -> Prospect:
        source = self._chance.choice(SOURCES)
        person = self._preview.telegram.person(first_name=self._chance.choice(FIRST_NAMES))
        return Prospect(person=person, habit=a_habit(self._chance), link=f"{link}__{source}" if source else link)

    def _plan(self, prospect: Prospect, at: datetime) -> None:
        heapq.heappush(self._planned, _Planned(at, next(self._numbers), prospect))

    async def walk(self, *, days: int, progress: Callable[[float], None]) -> None:
        """Play until nothing is planned and no timer is due, or `days` have passed; `progress` takes 0 to 1."""
        begin = self._preview.clock.now()
        end = begin + timedelta(days=days)
        while (moment := await self._next_moment()) is not None and moment < end:
            until = min(moment + AT_ONCE, end)
            self._preview.clock.move_to(until)
            acting = self._due(until)
            await asyncio.gather(
                self._preview.app.ticks.fire_due(), *(prospect.act(self._chance) for prospect in acting)
            )
            await self._preview.settle()
            self._react(until)
            progress((until - begin) / (end - begin))
        progress(1.0)

    async def _next_moment(self) -> datetime | None:
        moments = [moment for moment in (await self._preview.next_moment(),) if moment is not None]
        if self._planned:
            moments.append(self._planned[0].at)
        return max(min(moments), self._preview.clock.now()) if moments else None

    def _due(self, until: datetime) -> list[Prospect]:
        due = {}
        while self._planned and self._planned[0].at <= until:
            prospect = heapq.heappop(self._planned).prospect
            due[prospect.person.id] = prospect
        return list(due.values())

    def _react(self, now: datetime) -> None:
        """Whoever sees something new thinks about it for a while."""
        for prospect in self.prospects:
            if prospect.unread() and not prospect.left:
                self._plan(prospect, now + a_delay(prospect.habit, self._chance))
