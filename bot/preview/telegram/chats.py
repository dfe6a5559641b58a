"""A chat the bot writes in, of one person or a group: messages numbered within it, and whether the bot may write."""

import asyncio
from typing import Any

from .errors import forbidden
from .messages import Author, Button, Invoice, Message


class Chat:
    def __init__(self, user: dict[str, Any]) -> None:
        self.user = user
        self.id: int = user["id"]
        self.body = {
            key: value for key, value in user.items() if key in {"id", "title", "first_name", "last_name", "username"}
        } | {"type": user.get("type", "private")}
        self.messages: list[Message] = []
        self.started = False
        self.open_until = 0
        """Unix seconds: a stranger may be written to for five minutes while they wait to be let into a chat."""
        self.blocked = False
        self.keyboard: list[list[Button]] = []
        self.one_time = False
        """Whether the keyboard folds when one of its buttons is used."""
        self.folded = False
        """Whether it is folded now: there, but not open."""
        self.toasts: list[dict[str, Any]] = []
        self.changed = asyncio.Event()

    def add(
        self,
        author: Author,
        sender: dict[str, Any],
        date: int,
        content: dict[str, Any],
        invoice: Invoice | None = None,
    ) -> Message:
        """Put a message at the end. `date` is in Unix seconds."""
        number = len(self.messages) + 1
        body = {"message_id": number, "from": sender, "chat": self.body, "date": date, **content}
        message = Message(id=number, author=author, body=body, invoice=invoice)
        self.messages.append(message)
        self.changed.set()
        return message

    def message(self, message_id: int) -> Message | None:
        """The message with this number, unless it was deleted."""
        if not 0 < message_id <= len(self.messages):
            return None
        found = self.messages[message_id - 1]
        return None if found.deleted else found

    def check_writable(self, now: int) -> None:
        """Raise what Telegram answers a bot that may not write here at this moment (Unix seconds)."""
        if self.blocked:
            raise forbidden("bot was blocked by the user")
        if not (self.started or now < self.open_until):
            raise forbidden("bot can't initiate conversation with a user")
