"""A message as the chat page shows it: plain JSON with safe HTML, files by ids, buttons by kinds."""

from typing import Any

from .messages import Button, Message
from .page_money import page_invoice
from .person import kind_of

FILES = ("document", "video", "audio", "voice", "animation", "video_note", "sticker")


def page_message(message: Message) -> dict[str, Any]:
    body = message.body
    return {
        "id": message.id,
        "from": message.author,
        "date": body["date"],
        "edited": message.edited,
        "text": message.text,
        "html": message.html,
        "photo": _picture(message.photo),
        **{kind: _file(body.get(kind)) for kind in FILES},
        "contact": body.get("contact"),
        "location": body.get("location"),
        "album": body.get("media_group_id"),
        "buttons": [[page_button(button) for button in row] for row in message.rows],
        "invoice": _invoice(message),
        "payment": _payment(body),
    }


def page_button(button: Button) -> dict[str, Any]:
    kind = kind_of(button)
    target = button.get("url") or button.get("web_app") or button.get("login_url")
    url = target.get("url") if isinstance(target, dict) else target
    copied = button["copy_text"]["text"] if kind == "copy" else None
    return {"text": button["text"], "kind": kind, "url": url, "copy": copied}


def _picture(size: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if size is None else {key: size[key] for key in ("file_id", "width", "height")}


def _file(file: dict[str, Any] | None) -> dict[str, Any] | None:
    if file is None:
        return None
    shown = {"file_id": file["file_id"], "name": file.get("file_name", ""), "size": file["file_size"]}
    return shown | {
        key: file[key]
        for key in ("width", "height", "duration", "mime_type", "emoji", "title", "performer")
        if key in file
    }


def _invoice(message: Message) -> dict[str, Any] | None:
    invoice = message.invoice
    if invoice is None:
        return None
    return {
        **page_invoice(invoice),
        "needs": list(invoice.needs),
        "flexible": invoice.flexible,
        "paid": message.times_paid > 0,
        "times_paid": message.times_paid,
    }


def _payment(body: dict[str, Any]) -> dict[str, Any] | None:
    for key, refunded in (("successful_payment", False), ("refunded_payment", True)):
        if (payment := body.get(key)) is not None:
            return {
                "currency": payment["currency"],
                "total_amount": payment["total_amount"],
                "charge_id": payment["telegram_payment_charge_id"],
                "refunded": refunded,
            }
    return None
