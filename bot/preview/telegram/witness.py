"""What a person sees, said as assertions: each waits for it and shows the whole chat when it does not come.

What was seen is not seen again, so a test notices a message that came twice. An edit makes a message new.
"""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from .chats import Chat
from .messages import Message
from .transcript import transcript
from .world import World

T = TypeVar("T")

PATIENCE = 20.0
"""Seconds somebody waits for what must come, which on a busy machine can take many times as long as on an idle one."""


class Witness:
    def __init__(self, world: World, user: dict[str, Any]) -> None:
        self.world = world
        self.room = world.chats[user["id"]] = Chat(user)
        self._seen: set[tuple[int, int]] = set()
        self._toasts_seen = 0

    @property
    def chat(self) -> list[Message]:
        """All messages of both sides, deleted ones too."""
        return self.room.messages

    async def sees(self, text: str, *, within: float = PATIENCE) -> Message:
        """The oldest unseen message of the bot with this text in it, whatever its case.

        Raises:
            AssertionError: none came within so many seconds.
        """
        wanted = text.casefold()
        return await self._sees(lambda message: wanted in message.visible.casefold(), repr(text), within)

    async def sees_photo(self, caption: str = "", *, within: float = PATIENCE) -> Message:
        wanted = caption.casefold()
        return await self._sees(
            lambda message: message.photo is not None and wanted in message.text.casefold(), "a photo", within
        )

    async def sees_document(self, name: str | None = None, *, within: float = PATIENCE) -> Message:
        return await self._sees(
            lambda message: message.document is not None and name in {None, message.document.get("file_name")},
            f"document {name or ''}".strip(),
            within,
        )

    async def sees_invoice(self, amount: int | None = None, *, within: float = PATIENCE) -> Message:
        """`amount` is in minor units of the invoice's currency, whole Stars for Stars."""
        return await self._sees(
            lambda message: message.invoice is not None and amount in {None, message.invoice.total_amount},
            f"an invoice {'' if amount is None else f'of {amount}'}".strip(),
            within,
        )

    async def sees_toast(self, text: str, *, within: float = PATIENCE) -> dict[str, Any]:
        """The next toast or alert with this text: `{"text", "alert", "url"}`."""
        wanted = text.casefold()

        def find() -> dict[str, Any] | None:
            for place in range(self._toasts_seen, len(self.room.toasts)):
                if wanted in self.room.toasts[place]["text"].casefold():
                    self._toasts_seen = place + 1
                    return self.room.toasts[place]
            return None

        return await self._until(find, f"toast {text!r}", within)

    def sees_nothing_new(self) -> None:
        """Assert that every message of the bot has been seen, as of now."""
        unseen = self._unseen()
        if unseen:
            raise AssertionError(
                f"{self.room.user['first_name']} has not yet seen {len(unseen)} message(s), "
                f"the first: {unseen[0].visible!r}\n\n{self.transcript()}"
            )

    def reads_all(self) -> list[Message]:
        """Take every message as seen; returns those that were not."""
        unseen = self._unseen()
        self._seen.update((message.id, message.edits) for message in unseen)
        self._toasts_seen = len(self.room.toasts)
        return unseen

    def transcript(self) -> str:
        """The chat for a terminal."""
        return transcript(self.room, str(self.world.bot["first_name"]))

    def _unseen(self) -> list[Message]:
        return [
            message
            for message in self.chat
            if message.author == "bot" and not message.deleted and (message.id, message.edits) not in self._seen
        ]

    async def _sees(self, fits: Callable[[Message], bool], wanted: str, within: float) -> Message:
        def find() -> Message | None:
            found = next((message for message in self._unseen() if fits(message)), None)
            if found is not None:
                self._seen.add((found.id, found.edits))
            return found

        return await self._until(find, wanted, within)

    async def _until(self, find: Callable[[], T | None], wanted: str, within: float) -> T:
        deadline = asyncio.get_running_loop().time() + within
        while True:
            self.room.changed.clear()
            found = find()
            if found is not None:
                return found
            try:
                async with asyncio.timeout_at(deadline):
                    await self.room.changed.wait()
            except TimeoutError:
                raise AssertionError(
                    f"{self.room.user['first_name']} does not see {wanted} within {within} s\n\n{self.transcript()}"
                ) from None
