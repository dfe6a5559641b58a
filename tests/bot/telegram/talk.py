"""A short walk for tests of how Telegram behaves: words, a button with a follow-up, a question."""

import asyncio

from bot.preview.telegram import Person, Press
from bot.preview.telegram.witness import PATIENCE

TALK = """
funnel: talk
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - message: One
      - message: Two
      - message: Three
        buttons: [Next]
        follow_ups:
          - after: 1 hour
            message: Still there?
          - after: 1 day
            message: Last call
      - ask: What is your name?
        save: called
      - message: Hello, {{ called }}.
        buttons: [Last]
      - message: The end
"""
THREE = ["One", "Two", "Three"]


def heard(person: Person) -> list[str]:
    """All that the bot has said to this person, in its order."""
    return [message.text for message in person.chat if message.author == "bot"]


async def toast(press: Press) -> str:
    """What the press is answered with, empty where the button only stops waiting; fails when it is not."""
    assert press.query is not None
    async with asyncio.timeout(PATIENCE):
        return (await press.query.answer).text
