"""Who is let into a private channel or group, and who is asked to leave it."""

from msgspec import Struct

from funnels.engine.effects.kept import Kept


class Invitation(Struct, frozen=True, kw_only=True):
    """A way into a chat, made when the message it stands under is sent; who is in already gets none."""

    chat: str
    by_request: bool
    """Whoever opens it asks to join, and the bot answers by what they have; else it lets one person in."""
    name: str
    """What administrators of the chat see it called."""
    label: str
    """The words of its button."""


class RemoveMember(Kept, frozen=True, kw_only=True):
    """Take the subscriber out of a chat; they can come back by a new invitation."""

    chat: str
    funnel: str
    run: int
    """With the funnel: where `NotRemoved` belongs."""


class AnswerJoinRequest(Kept, frozen=True, kw_only=True):
    """Let the subscriber, who asked for it, into a chat, or not."""

    chat: str
    approve: bool
