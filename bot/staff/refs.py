"""What the buttons under a notice carry: what is pressed there, and whose journey it is about."""

from typing import Literal, NamedTuple, Self, get_args

from aiogram.types import InlineKeyboardMarkup, Message

PREFIX = "~staff"
NoticeAct = Literal["done", "back", "hint", "again"]
"""`done` finishes a task, `back` gives the chat back to the bot, `hint` says how to reply, and that one can.

`again` sends the presents of a funnel that could not be handed over.
"""

_ACTS: dict[str, NoticeAct] = {act: act for act in get_args(NoticeAct)}


class NoticeRef(NamedTuple):
    """One button of one notice; at most 64 bytes, as funnels' names are at most 24 characters."""

    act: NoticeAct
    person: int
    funnel: str
    run: int
    revision: int

    def __str__(self) -> str:
        return f"{PREFIX}:{self.act}:{self.person}:{self.funnel}:{self.run}:{self.revision}"

    @classmethod
    def parse(cls, data: str) -> Self | None:
        """The button of a notice, or None for data that none of them carries."""
        try:
            prefix, act, person, funnel, run, revision = data.split(":")
            known = _ACTS.get(act) if prefix == PREFIX else None
            return known and cls(act=known, person=int(person), funnel=funnel, run=int(run), revision=int(revision))
        except ValueError:
            return None


def refs_under(message: Message) -> list[NoticeRef]:
    """The buttons of a notice; none for any other message."""
    markup = message.reply_markup
    rows = markup.inline_keyboard if isinstance(markup, InlineKeyboardMarkup) else []
    found = (NoticeRef.parse(button.callback_data or "") for row in rows for button in row)
    return [ref for ref in found if ref]
