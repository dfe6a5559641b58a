"""What people do, and must see, while the bot is killed under them again and again."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from bot.preview.telegram import Message, Person, StandIn

from .world import pay

SCRIPT = """
funnel: crash
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
      - ask: What is your name?
        save: called
      - message: Pleased to meet you
        buttons: [Next]
        follow_ups:
          - after: 1 second
            message: Reminder
      - wait: 1 second
      - ask: And your town?
        save: town
  - stage: sale
    goal: paid thing
    steps:
      - offer: thing
        text: Buy the thing
        follow_ups:
          - after: 1 second
            message: Still for sale
  - stage: after
    steps:
      - message: Farewell
"""
SEEN = [
    "Welcome",
    "What is your name?",
    "Pleased to meet you",
    "Reminder",
    "And your town?",
    "Buy the thing",
    "Still for sale",
    "invoice",
    "Goods",
    "Farewell",
]
"""Everything one walk says, in its order."""

FACTS = Counter(
    {
        ("started", ""): 1,
        ("delivered", "talk.1"): 1,
        ("delivered", "talk.2"): 1,
        ("answered", "talk.2"): 1,
        ("attribute_set", "talk.2"): 1,
        ("delivered", "talk.3"): 1,
        ("delivered", "talk.3#1"): 1,
        ("clicked", "talk.3#1"): 1,
        ("answered", "talk.3#1"): 1,
        ("delivered", "talk.5"): 1,
        ("answered", "talk.5"): 1,
        ("attribute_set", "talk.5"): 1,
        ("delivered", "sale.1"): 1,
        ("delivered", "sale.1#1"): 1,
        ("clicked", "sale.1#1"): 1,
        ("asked_to_pay", "sale.1"): 1,
        ("bought", "sale.1"): 1,
        ("delivered", "after.1"): 1,
        ("ended", "after.1"): 1,
    }
)
"""Every fact of one walk."""

FOLLOW_UPS = {"talk.3#1": "Reminder", "sale.1#1": "Still for sale"}
"""What is not sent again when it was on its way, by its key."""

REMINDED_WITHIN = 20.0
"""Seconds a person waits for a follow-up, which may never come."""

PATIENCE = 40.0
"""Seconds a person waits for what must come; longer than all that kills can cost."""


def named(message: Message) -> str:
    """What stands for a message in `SEEN`."""
    return "invoice" if message.invoice is not None else message.text


@dataclass(kw_only=True)
class Crowd:
    """People who walk, one after another in each of several lanes, until they are told that it is enough."""

    telegram: StandIn
    people: list[Person] = field(default_factory=list)
    enough: bool = False

    async def lane(self) -> None:
        """One walk after another."""
        while not self.enough:
            person = self.telegram.person(first_name=f"P{len(self.people)}")
            self.people.append(person)
            await self.walk(person)

    async def walk(self, person: Person) -> None:
        """Do each thing once the bot has said what it answers to."""
        await person.starts()
        await person.sees("What is your name?", within=PATIENCE)
        await person.writes("Anna")
        await _is_reminded(person, "Reminder")
        await person.presses("Next")
        await person.sees("And your town?", within=PATIENCE)
        await person.writes("Omsk")
        await _is_reminded(person, "Still for sale")
        await person.presses(pay(7))
        await person.sees_invoice(7, within=PATIENCE)
        while not (outcome := await person.pays(timeout=2)).ok:  # the question may have died with the bot
            assert outcome.error_message == "BOT_PRECHECKOUT_TIMEOUT", outcome.error_message
        await person.sees("Goods", within=PATIENCE)
        await person.sees("Farewell", within=PATIENCE)


async def _is_reminded(person: Person, text: str) -> None:
    """Who is not goes on with the button of the step's own message."""
    with suppress(AssertionError):
        await person.sees(text, within=REMINDED_WITHIN)
