"""A person of the crowd: what they do depends on who they are and on what they have seen, and on nothing else.

Chance is drawn anew for every message from the seed, the person, the words of the message and the moment it was seen.
A message that came twice is one message to them, and a follow-up moves nobody: it may be missing (`storage.doubt`).
"""

import math
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot.demo.crowd import PAY_MARK
from bot.preview.telegram import Message, Person
from bot.preview.telegram.messages import Button
from bot.preview.telegram.purse import TIMED_OUT
from bot.preview.telegram.transcript import said
from funnels.engine.buttons import ButtonRef
from funnels.engine.sale import is_pay_code

MINUTES = range(5, 45, 5)
"""A person's acts take turns at these minutes of the hour, so that no act falls on a moment at which something that
began with one of their latest acts is due: what is due comes whole hours after it."""

PAYING = 3.0
"""Real seconds somebody waits for the bot's consent before they try again: it may have died with the question."""

ANSWERS = 0.9
"""How often somebody presses a button that sells nothing, as a share; so are those below."""

LEAVES_EMAIL = 0.7
BLOCKS, STOPS, ASKS_SOMETHING, FIDGETS, SAYS_THANKS = 0.02, 0.01, 0.04, 0.35, 0.05

COMES_AGAIN, AGAIN_AFTER = 0.3, timedelta(days=32)
"""How often somebody who does not answer walks the funnel anew, and when: the flagship begins again after 30 days."""

Deed = Callable[[], Coroutine[Any, Any, object]]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A message of the bot, and the moment of the walk at which it came."""

    moment: datetime
    content: str
    number: int
    """Its number in the chat."""


@dataclass(kw_only=True, eq=False)
class Prospect:
    """One of the crowd, who comes by a link at a moment."""

    person: Person
    seed: int
    link: str
    comes_at: datetime
    every_hours: int
    """Acts fall on hours of the day that this divides: the more, the fewer moments there are, and the fuller."""
    shuffle: Random
    """The walk's own chance, in which order two things done at once arrive."""
    seen: list[Seen] = field(default_factory=list)
    plan: tuple[datetime, list[Deed]] | None = None
    shuffled: int = 0
    """How often two things done at once arrived the other way round."""
    _read: int = 0
    _acts: int = 0
    _button: tuple[Message, Button] | None = None
    """What they last meant to press."""

    def __post_init__(self) -> None:
        character = self._chance("character")
        self._moment = self.comes_at
        self._patience = timedelta(minutes=character.choice((3, 40, 200, 700)))
        self._buys = character.choice((0.1, 0.4, 0.8, 0.95))
        self.plan = (self._slot(self.comes_at), [lambda: self.person.starts(self.link)])

    async def act(self) -> None:
        """Do what is planned."""
        if self.plan is None:
            return
        (self._moment, deeds), self.plan = self.plan, None
        self._acts += 1
        if len(deeds) > 1 and self.shuffle.random() < 0.5:
            deeds.reverse()
            self.shuffled += 1
        for deed in deeds:
            await deed()

    def look(self, moment: datetime) -> None:
        """See what has come at this moment, and decide what to do about it."""
        new: dict[str, Message] = {}
        for message in self.person.chat[self._read :]:
            if message.author == "bot":
                content = said(message)
                self.seen.append(Seen(moment=moment, content=content, number=message.id))
                new.setdefault(content, message)
        self._read = len(self.person.chat)
        if self.person.room.blocked:
            return
        asking = [(content, message) for content, message in new.items() if _asks(message)]
        plain = [content for content, message in new.items() if not any(message.buttons)]
        if asking:
            self._decide(moment, *asking[-1])
        elif plain and self.plan is None:
            self._comment(moment, plain[0])

    # What to do

    def _decide(self, moment: datetime, content: str, message: Message) -> None:
        chance = self._chance(f"{moment.isoformat()} {content}")
        old, self._button = self._button, None
        if (going := self._goes(chance)) is not None:
            self._plan(moment, chance, [going])
            return
        deed = self._deed(chance, message)
        if deed is None:
            if self.plan is None and chance.random() < COMES_AGAIN:
                self.plan = (self._slot(moment + AGAIN_AFTER), [lambda: self.person.starts(self.link)])
            return
        deeds = [deed]
        if old is not None and chance.random() < FIDGETS:
            deeds.append(lambda: self._fidgets(*old))
        self._plan(moment, chance, deeds)

    def _deed(self, chance: Random, message: Message) -> Deed | None:
        """What they do about it; None: nothing."""
        if message.invoice is not None:
            return (lambda: self._pays(message)) if chance.random() < self._buys else None
        if chance.random() < ASKS_SOMETHING:
            return lambda: self.person.writes("А можно спросить?")
        if "e-mail" in message.text and chance.random() < LEAVES_EMAIL:
            address = chance.choice((f"p{self.person.id}@example.com", "адреса нет"))
            return lambda: self.person.writes(address)
        buttons = [button for button in message.buttons if "callback_data" in button]
        button, sells = chance.choice(buttons), any(PAY_MARK in button["text"] for button in buttons)
        if chance.random() > (self._buys if sells else ANSWERS):
            return None
        ref = ButtonRef.parse(button["callback_data"])
        if ref is not None and not is_pay_code(ref.code):
            self._button = (message, button)
        return lambda: self.person.presses_button(message, button)

    def _goes(self, chance: Random) -> Deed | None:
        """Some do not want the bot any more, whatever they are asked.

        They press nothing at the same time: a press that arrives after it would say that they are back.
        """
        drawn = chance.random()
        if drawn < BLOCKS:
            return lambda: self._blocks(chance)
        return (lambda: self.person.writes("/stop")) if drawn < BLOCKS + STOPS else None

    def _comment(self, moment: datetime, content: str) -> None:
        chance = self._chance(f"{moment.isoformat()} {content}")
        if chance.random() < SAYS_THANKS:
            self._plan(moment, chance, [lambda: self.person.writes("Спасибо!")])

    async def _fidgets(self, message: Message, button: Button) -> None:
        """Press a button of a step that is behind them, which moves nothing, as one does while waiting."""
        if not self.person.room.blocked:
            await self.person.presses_button(message, button)

    async def _blocks(self, chance: Random) -> None:
        await self.person.blocks()
        if chance.random() < 0.5:
            self._plan(self._moment, chance, [lambda: self.person.starts(self.link)])

    async def _pays(self, message: Message) -> None:
        while (await self.person.pays(message, timeout=PAYING)).error_message == TIMED_OUT:
            pass

    # When

    def _plan(self, moment: datetime, chance: Random, deeds: list[Deed]) -> None:
        delay = self._patience * chance.lognormvariate(0, 0.8)
        self.plan = (self._slot(moment + delay), deeds)

    def _slot(self, at: datetime) -> datetime:
        """The first moment from then on at which this person's next act may be."""
        hours = math.ceil((at.hour * 60 + at.minute + 1) / 60 / self.every_hours) * self.every_hours
        minute = MINUTES[self._acts % len(MINUTES)]
        return at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=hours, minutes=minute)

    def _chance(self, about: str) -> Random:
        return Random(f"{self.seed} {self.person.id} {about}")


def _asks(message: Message) -> bool:
    """Whether it is of a step, or an invoice, and something can be done about it; follow-ups ask nothing."""
    if message.invoice is not None:
        return True
    refs = [ButtonRef.parse(button["callback_data"]) for button in message.buttons if "callback_data" in button]
    return any(ref is not None and ref.part == 0 for ref in refs)
