"""One walk of the whole crowd: the clock stands while something happens, and moves on when everything rests.

At each moment people act and timers fire; then the walk waits until every update is confirmed, every timer committed,
every message sent. Only where nothing is left but messages that were put off, after a 429 or a broken connection, the
clock goes to the moment they wait for. So whatever comes in is handled at the same moment in every walk.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.preview.telegram import StandIn
from storage.types import moment as moment_of

from .killed_bot import KilledBot
from .owner import Owner
from .prospect import Prospect
from .shared_clock import SharedClock

RESTS_WITHIN = 120.0
"""Real seconds after which a bot that does not come to rest, with whatever is done to it, is given up."""


class RestlessError(AssertionError):
    """The bot does not come to rest."""


class Weather(Protocol):
    """What is done to the bot while people act."""

    def begins(self, moment: datetime) -> Awaitable[None]:
        """Begin what belongs to this moment; done when it is over."""

    async def ends(self) -> None:
        """The walk is over."""


@dataclass(kw_only=True)
class Walk:
    telegram: StandIn
    clock: SharedClock
    bot: KilledBot
    prospects: Sequence[Prospect]
    owner: Owner
    weather: Weather
    moments: list[datetime] = field(default_factory=list)
    """Those at which something happened, in their order."""
    messages: list[int] = field(default_factory=list)
    """How many messages the bot had sent by the end of each."""
    longest_delay: timedelta = timedelta()
    """How far the clock went on at one of them, for messages that were put off."""
    _next: datetime | None = None

    async def play(self, until: datetime, progress: Callable[[datetime], None]) -> None:
        """From now until this moment, or until nothing more is to happen."""
        await self._happens(self.clock.now())
        while (moment := self._next_moment()) is not None and moment <= until:
            self.clock.move_to(moment)
            await self._happens(moment)
            progress(moment)
        await self.weather.ends()

    def _next_moment(self) -> datetime | None:
        plans = [prospect.plan[0] for prospect in self.prospects if prospect.plan is not None]
        return min((*plans, *(at for at in (self.owner.next, self._next) if at is not None)), default=None)

    async def _happens(self, moment: datetime) -> None:
        """All that belongs to this moment, to its end."""
        acting = [prospect for prospect in self.prospects if prospect.plan is not None and prospect.plan[0] <= moment]
        deeds = asyncio.gather(
            self.weather.begins(moment),
            self.owner.act(moment),
            *(prospect.act() for prospect in acting),
        )
        try:
            async with asyncio.timeout(RESTS_WITHIN):
                await self._rest(deeds)
        except TimeoutError:
            log = self.bot.log.read_text(encoding="utf-8")[-2000:]
            waiting = len(self.telegram.updates)
            raise RestlessError(f"{moment}: the bot does not rest; updates waiting: {waiting}\n{log}") from None
        self.longest_delay = max(self.longest_delay, self.clock.now() - moment)
        for prospect in self.prospects:
            prospect.look(moment)
        self.owner.look(moment)
        self.moments.append(moment)
        self.messages.append(self.telegram.sent_count)

    async def _rest(self, deeds: "asyncio.Future[list[None]]") -> None:
        while True:
            over = deeds.done() and not len(self.telegram.updates)  # before the bot says how it stands
            state = await self.bot.state()
            if state is None or not over:
                await asyncio.sleep(0.005)
                continue
            if state.rests:
                break
            if state.put_off is not None:
                self._go_on_to(moment_of(state.put_off), moment_of(state.next))
        self._next = moment_of(state.next)
        await deeds

    def _go_on_to(self, put_off: datetime | None, next_: datetime | None) -> None:
        self._next = next_
        assert put_off is not None
        then = self._next_moment()
        assert then is None or put_off < then, f"a message waits until {put_off}, beyond the next moment {then}"
        self.clock.move_to(put_off)
