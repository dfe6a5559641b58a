"""What the outbox keeps of an effect: JSON that names the effect and says only what is not its default.

A row written by an older release is read with the defaults of the fields added since.
"""

from msgspec import MsgspecError
from msgspec.json import Decoder, Encoder

from funnels.engine.effects.kept import Kept
from funnels.engine.effects.members import AnswerJoinRequest, RemoveMember
from funnels.engine.effects.orders import CancelSubscription
from funnels.engine.effects.outside import CheckMember
from funnels.engine.effects.shown import AskPayment, CopyMessage, SendMessage
from funnels.engine.effects.staff import NotifyOwners, NotifyStaff

Question = CheckMember | RemoveMember | AnswerJoinRequest | CancelSubscription
"""What Telegram is asked or told; it leaves no message."""


class TellOwners(Kept, frozen=True, kw_only=True):
    """A report in the words it was written in, for every owner."""

    text: str
    """Telegram HTML; with a picture short enough for its caption."""
    picture: str = ""
    """An SVG; empty: none."""


Payload = SendMessage | AskPayment | NotifyOwners | NotifyStaff | TellOwners | CopyMessage | Question
"""What the sender sends, or asks."""

_WRITER = Encoder()
_READER: Decoder[Payload] = Decoder(Payload)


class UnknownPayloadError(ValueError):
    """The row holds what this release cannot read: a newer one has written it, or a hand."""


def to_json(payload: Payload) -> str:
    """The effect as JSON text."""
    return _WRITER.encode(payload).decode()


def from_json(text: str) -> Payload:
    """The reverse of `to_json`; raises UnknownPayloadError for what no release up to this one has written."""
    try:
        return _READER.decode(text)
    except MsgspecError as error:
        raise UnknownPayloadError(f"the outbox holds what this release cannot read: {error}") from error
