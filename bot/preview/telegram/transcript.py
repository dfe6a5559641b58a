"""A chat as text that one reads in a terminal: who, what, and the buttons in [brackets]."""

from .chats import Chat
from .messages import Message

MEDIA = (
    "photo",
    "document",
    "video",
    "audio",
    "voice",
    "animation",
    "video_note",
    "sticker",
    "contact",
    "location",
)


def transcript(chat: Chat, bot_name: str) -> str:
    """Every message on lines of its own, the oldest first."""
    names = {"bot": bot_name, "person": str(chat.user["first_name"]), "service": "*"}
    lines = []
    for message in chat.messages:
        name = names[message.author]
        first, *others = said(message).split("\n")
        lines.append(f"{name}: {first}{_fate(message)}")
        lines += [f"{' ' * len(name)}  {other}" for other in others]
        lines += [f"{' ' * len(name)}  " + " ".join(f"[{button['text']}]" for button in row) for row in message.rows]
    return "\n".join(lines) if lines else "(an empty chat)"


def said(message: Message) -> str:
    """The content of a message in words."""
    body = message.body
    if (payment := body.get("successful_payment")) is not None:
        return f"paid {payment['total_amount']} {payment['currency']}"
    if (refund := body.get("refunded_payment")) is not None:
        return f"refunded {refund['total_amount']} {refund['currency']}"
    parts = [f"<{_media(message, kind)}>" for kind in MEDIA if kind in body and not _is_shadow(body, kind)]
    if message.invoice is not None:
        parts.append(f"<invoice {message.invoice.total_amount} {message.invoice.currency}>")
    if message.visible:
        parts.append(message.visible)
    return " ".join(parts)


def _media(message: Message, kind: str) -> str:
    value = message.body[kind]
    if kind == "contact":
        return f"contact {value['phone_number']}"
    if kind == "location":
        return f"location {value['latitude']}, {value['longitude']}"
    name = value.get("file_name") if isinstance(value, dict) else None
    return f"{kind} {name}" if name else kind


def _is_shadow(body: dict[str, object], kind: str) -> bool:
    """An animation is carried as a document too."""
    return kind == "document" and "animation" in body


def _fate(message: Message) -> str:
    if message.deleted:
        return " (deleted)"
    return " (edited)" if message.edited else ""
