"""Who may act for the staff: people named in the settings, and everybody who writes in a chat of the staff."""

from collections.abc import Iterator

from aiogram.types import User

from bot.context import Context
from funnels.steps.staff import ForStaff


def is_staff(context: Context, user: User, chat: int) -> bool:
    """Whether somebody who acts in this chat, their own with the bot or a group (below zero), acts for the staff."""
    named = {known for role in context.settings.staff.values() for known in role}
    theirs = chat < 0 or chat == user.id
    return user.id in named or (theirs and chat in map(context.groups.number, named.union(_named_by_scripts(context))))


def _named_by_scripts(context: Context) -> Iterator[int]:
    """Chats the live scripts turn to by their numbers."""
    for script in context.runner.catalogue.live.values():
        for place in script.places.values():
            if isinstance(place.step, ForStaff) and isinstance(place.step.to, int):
                yield place.step.to
