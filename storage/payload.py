"""What the outbox keeps of an effect: JSON that names the effect and says only what is not its default.

A row written by an older release is read with the defaults of the fields added since.
"""

import json
from dataclasses import fields
from datetime import datetime
from typing import Any, get_args

from funnels.definition.money import Money
from funnels.engine.effects.media import Album, Media
from funnels.engine.effects.members import AnswerJoinRequest, Invitation, RemoveMember
from funnels.engine.effects.orders import CancelSubscription
from funnels.engine.effects.outside import CheckMember
from funnels.engine.effects.shown import AskPayment, Button, CopyMessage, SendMessage
from funnels.engine.effects.staff import NotifyOwners, NotifyStaff
from storage.types import json_text

Question = CheckMember | RemoveMember | AnswerJoinRequest | CancelSubscription
"""What Telegram is asked or told; it leaves no message."""

Payload = SendMessage | AskPayment | NotifyOwners | NotifyStaff | CopyMessage | Question
"""What the sender sends, or asks."""

_PAYLOADS: dict[str, type[Payload]] = {kind.__name__: kind for kind in get_args(Payload)}


class UnknownPayloadError(ValueError):
    """The row holds what this release cannot read: a newer one has written it, or a hand."""


_FIELDS = {kind: tuple((field.name, field.default) for field in fields(kind)) for kind in _PAYLOADS.values()}


def to_json(payload: Payload) -> str:
    """The effect as JSON text."""
    said: dict[str, Any] = {"effect": type(payload).__name__}
    for name, default in _FIELDS[type(payload)]:
        value = getattr(payload, name)
        if value != default:
            said[name] = value if isinstance(value, str | bool) else _plain(value)
    return json_text(said)


def from_json(text: str) -> Payload:
    """The reverse of `to_json`; raises UnknownPayloadError for what no release up to this one has written."""
    try:
        return _read(json.loads(text))
    except UnknownPayloadError:
        raise
    except (ValueError, TypeError, AttributeError) as error:
        raise UnknownPayloadError(f"the outbox holds what this release cannot read: {error}") from error


def _read(said: dict[str, Any]) -> Payload:
    name = said.pop("effect", "")
    if name not in _PAYLOADS:
        raise UnknownPayloadError(f"the outbox holds `{name}`, which this release cannot send")
    if "media" in said:
        said["media"] = _media(said["media"])
    if "invitation" in said:
        said["invitation"] = Invitation(**said["invitation"])
    if "buttons" in said:
        said["buttons"] = tuple(tuple(Button(**button) for button in row) for row in said["buttons"])
    if "closes_at" in said:
        said["closes_at"] = datetime.fromisoformat(said["closes_at"])
    for key in ("price", "money"):
        if key in said:
            said[key] = Money(**said[key])
    return _PAYLOADS[name](**said)


def _media(said: dict[str, Any]) -> Media | Album:
    if "files" in said:
        return Album(files=tuple(Media(**file) for file in said["files"]))
    return Media(**said)


def _plain(value: object) -> object:
    if isinstance(value, Button):
        return {name: said for name, said in value._asdict().items() if said or name in ("text", "data")}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Album):
        return {"files": _plain(value.files)}
    if isinstance(value, datetime):
        return value.isoformat()
    return vars(value) if isinstance(value, Media | Money | Invitation) else value
