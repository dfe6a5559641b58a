"""Commands as Telegram writes them: `/start payload`, or `/start@the_bot payload`."""

from typing import NamedTuple


class Command(NamedTuple):
    """A command's name without the slash, and what stands behind it."""

    name: str
    arguments: str


def command_in(text: str) -> Command | None:
    """The command a text is; None for other texts. In a chat with the bot, whoever it names after `@` is this bot."""
    if not text.startswith("/"):
        return None
    first, *rest = text[1:].split(maxsplit=1) or [""]
    name = first.partition("@")[0]
    if not name:
        return None
    return Command(name.casefold(), rest[0].strip() if rest else "")
