"""Commands as Telegram writes them: `/start payload`, or `/start@the_bot payload`."""

from typing import NamedTuple


class Command(NamedTuple):
    """A command's name without the slash, and what stands behind it."""

    name: str
    arguments: str


def command_in(text: str, username: str = "") -> Command | None:
    """The command a text is; None for other texts, and for a command to another bot."""
    if not text.startswith("/"):
        return None
    first, _, arguments = text[1:].partition(" ")
    name, at, whose = first.partition("@")
    if not name or (at and username and whose.casefold() != username.casefold()):
        return None
    return Command(name.casefold(), arguments.strip())
