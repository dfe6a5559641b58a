"""Of many people one writes as soon as another is answered: so many interactions in flight, without sleeping."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field

from bot.preview.telegram import StandIn
from bot.preview.telegram.happenings import Happening

RESTING = 100
"""People who are silent while others write: nobody writes faster than people can, for the bot would not hear them."""

SETTLING = 0.5
"""Seconds in which the last answers arrive, so that they do not fall into the next measurement."""


@dataclass(kw_only=True)
class Load:
    """Runs against whatever bot polls the stand-in; times are seconds."""

    telegram: StandIn
    in_flight: int
    answered: int = 0
    latencies: list[float] = field(default_factory=list)

    async def run(self, seconds: float) -> float:
        """Interactions a second over `seconds`, after everybody has been answered once."""
        persons = {person.id: person for person in (self.telegram.person() for _ in range(self.in_flight + RESTING))}
        resting = deque(persons)
        asked: dict[int, float] = {}
        with self.telegram.subscribe() as heard:
            for person in persons.values():
                await person.starts()
            waiting = set(persons)
            begun = until = 0.0
            async for happening in heard:
                if not _is_answer(happening) or happening.person_id not in persons:
                    continue
                now = time.perf_counter()
                if waiting:
                    waiting.discard(happening.person_id)
                    if waiting:
                        continue
                    begun, until = now, now + seconds
                    for _ in range(self.in_flight):
                        asked[resting[0]] = time.perf_counter()
                        await persons[resting.popleft()].writes("ещё")
                    continue
                self.latencies.append(now - asked[happening.person_id])
                self.answered += 1
                if now >= until:
                    break
                resting.append(happening.person_id)
                asked[resting[0]] = now
                await persons[resting.popleft()].writes("ещё")
        rate = self.answered / (time.perf_counter() - begun)
        await asyncio.sleep(SETTLING)
        return rate


def _is_answer(happening: Happening) -> bool:
    message = happening.message
    return happening.type == "message" and message is not None and message.author == "bot"
