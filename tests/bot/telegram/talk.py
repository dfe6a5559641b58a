"""A short walk for tests of how Telegram behaves: words, a button with a follow-up, a question."""

from bot.preview.telegram import Person

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
