"""A person whom one plays: writes, presses, pays, blocks, and sees what the bot does."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from .callbacks import Query
from .channels import Channel
from .detected import with_detected
from .errors import ActionError
from .files import photo_sizes
from .media import content_of
from .messages import Button, Message
from .payer import PAYING_SECONDS, Payer
from .purse import Outcome, pay
from .texts import TEXT_LIMIT
from .updates import Update
from .utf16 import units

STICKER = b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"
PAYLOAD = re.compile(r"^[A-Za-z0-9_-]{1,64}$")
JOIN_SECONDS = 300
"""How long a bot may write to whoever asks to join a chat and has not started it."""

CHAT_INSTANCE = 7_000_000_000_000
PLACE = (55.7558, 37.6173)

ButtonKind = Literal["callback", "url", "web_app", "pay", "copy", "text", "contact", "location", "other"]
KINDS: dict[str, ButtonKind] = {
    "callback_data": "callback",
    "url": "url",
    "login_url": "url",
    "web_app": "web_app",
    "pay": "pay",
    "copy_text": "copy",
    "request_contact": "contact",
    "request_location": "location",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What came of a press: a query that waits for the bot, a link to open, a text to copy, a payment."""

    kind: ButtonKind
    query: Query | None = None
    url: str | None = None
    copied: str | None = None
    payment: Outcome | None = None


def kind_of(button: Button) -> ButtonKind:
    """The kind of an inline button, or of a button of the keyboard of answers."""
    found = next((KINDS[key] for key in KINDS if button.get(key)), None)
    return found or ("text" if set(button) <= {"text", "style", "icon_custom_emoji_id"} else "other")


class Person(Payer):
    async def starts(self, payload: str | None = None) -> Update | None:
        """Open the bot by its link, with a payload or without; a bot that was blocked is unblocked by it.

        Raises:
            ActionError: no link can carry this payload.
        """
        if payload is not None and not PAYLOAD.match(payload):
            raise ActionError("a start link carries 1 to 64 of A-Z, a-z, 0-9, _ and -")
        if self.room.blocked:
            await self.unblocks()
        return await self.writes("/start" if payload is None else f"/start {payload}")

    async def writes(self, text: str, *, to: Message | None = None) -> Update | None:
        """Send a text, as a reply `to` a message where one is given, also in a group.

        Returns the update, or None when the bot wants none of the kind.

        Raises:
            ActionError: it is empty or too long for one message, or the bot is blocked.
        """
        text = text.strip()
        if not text:
            raise ActionError("a message has at least one character")
        if units(text) > TEXT_LIMIT:
            raise ActionError(f"a message has at most {TEXT_LIMIT} characters")
        entities = with_detected(text, [])
        return self._sends({"text": text, **({"entities": entities} if entities else {})}, to)

    async def sends_photo(self, content: bytes, caption: str = "", *, to: Message | None = None) -> Update | None:
        file = self.world.files.keep("photo", content, name="photo.jpg")
        return self._sends({"photo": photo_sizes(file), **({"caption": caption} if caption else {})}, to)

    async def sends_document(
        self, content: bytes, name: str, caption: str = "", content_type: str = ""
    ) -> Update | None:
        file = self.world.files.keep("document", content, name=name, content_type=content_type)
        return self._sends({**content_of("document", file, {}), **({"caption": caption} if caption else {})})

    async def sends_voice(self, content: bytes, seconds: int = 1) -> Update | None:
        file = self.world.files.keep("voice", content, content_type="audio/ogg")
        return self._sends(content_of("voice", file, {"duration": seconds}))

    async def sends_sticker(self, emoji: str = "👍") -> Update | None:
        file = self.world.files.keep("sticker", STICKER, content_type="image/webp")
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._sends({"sticker": {**file.body, **looks, "emoji": emoji}})

    async def shares_contact(self, phone: str) -> Update | None:
        return self._sends({"contact": {"phone_number": phone, "first_name": self.name, "user_id": self.id}})

    async def shares_location(self, latitude: float, longitude: float) -> Update | None:
        return self._sends({"location": {"latitude": latitude, "longitude": longitude}})

    async def joins(self, channel: Channel) -> Update | None:
        """Become a member; the bot learns so if it is an administrator and asked for such updates."""
        return self._moves(channel, "left", "member")

    async def joins_by(self, link: str) -> Update | None:
        """Open an invitation: join, or ask to where it takes requests.

        Raises:
            ActionError: it leads nowhere, has let in all it may, or is too old; or they may not come in.
        """
        found = self.world.channels.invited_by(link)
        if found is None or not found[1].works(self.world.timestamp()) or self.id in found[0].banned:
            raise ActionError(f"{link} has expired")
        channel, invite = found
        if not invite.by_request:
            update = await self.joins(channel)
            invite.used += 1
            return update
        if self.id in channel.members:
            raise ActionError(f"{self.name} is already in {channel.title}")
        channel.requests.add(self.id)
        self.room.open_until = self.world.timestamp() + JOIN_SECONDS
        return self.world.updates.add(
            "chat_join_request",
            {
                "chat": channel.body,
                "from": self.room.user,
                "user_chat_id": self.id,
                "date": self.world.timestamp(),
                "invite_link": {**invite.body, "creator": self.world.bot},
            },
        )

    async def leaves(self, channel: Channel) -> Update | None:
        return self._moves(channel, "member", "left")

    async def blocks(self) -> Update | None:
        """Block the bot; it learns so from a my_chat_member update."""
        return self._turns("member", "kicked", blocked=True)

    async def unblocks(self) -> Update | None:
        return self._turns("kicked", "member", blocked=False)

    async def presses(self, text: str, *, message: Message | None = None, within: float = PAYING_SECONDS) -> Press:
        """Press the button with this text: under `message`, or else under the newest that carries one.

        A callback query is sent and not waited for (`press.query.answer` is done when the bot has answered);
        a pay button pays at once, waiting up to `within` seconds for the bot.

        Raises:
            AssertionError: there is no such button.
        """
        places = [message] if message is not None else list(reversed(self.chat))
        for place in places:
            for button in place.buttons if place.author == "bot" and not place.deleted else ():
                if button["text"] == text:
                    return await self.presses_button(place, button, within=within)
        for button in (button for row in self.room.keyboard for button in row):
            if message is None and button["text"] == text:
                return await self.presses_answer(button)
        raise AssertionError(f"{self.name} finds no button [{text}]\n\n{self.transcript()}")

    async def presses_button(self, message: Message, button: Button, *, within: float = PAYING_SECONDS) -> Press:
        """Press this very button under this message."""
        self._must_not_block()
        kind = kind_of(button)
        if kind == "callback":
            query = self.world.callbacks.ask(self.id)
            self.world.updates.add(
                "callback_query",
                {
                    "id": query.id,
                    "from": self.room.user,
                    "message": message.body,
                    "chat_instance": str(CHAT_INSTANCE + self.id),
                    "data": button["callback_data"],
                },
            )
            return Press(kind=kind, query=query)
        if kind == "pay":
            return Press(kind=kind, payment=await self.pays(message, timeout=within))
        if kind == "copy":
            return Press(kind=kind, copied=button["copy_text"]["text"])
        if kind in ("url", "web_app"):
            target: Any = button.get("url") or button.get("web_app") or button.get("login_url")
            return Press(kind=kind, url=target if isinstance(target, str) else target["url"])
        raise ActionError(f"the button [{button['text']}] does nothing here")

    async def presses_answer(
        self, button: Button, *, phone: str | None = None, place: tuple[float, float] = PLACE
    ) -> Press:
        """Press a button of the keyboard that the bot offers for answers; one for a single use folds then."""
        kind = kind_of(button)
        if kind == "contact":
            await self.shares_contact(phone or self.phone)
        elif kind == "location":
            await self.shares_location(*place)
        else:
            await self.writes(button["text"])
        self.room.folded = self.room.one_time
        return Press(kind=kind)

    async def pays(
        self,
        message: Message | None = None,
        *,
        info: dict[str, Any] | None = None,
        shipping: str = "",
        timeout: float = PAYING_SECONDS,  # noqa: ASYNC109  # ends in an outcome, not in a TimeoutError
    ) -> Outcome:
        """Pay the invoice in `message`, or the newest one; it can be paid again and again.

        What its form asks is filled in with `info` (Telegram's OrderInfo), by default with their own; of the ways to
        bring it the one with the title `shipping` is chosen, by default the first.

        Raises:
            AssertionError: there is no invoice in the chat.
            ActionError: something of the form is not filled in, or there is no such way to bring it.
        """
        self._must_not_block()
        places = [message] if message is not None else list(reversed(self.chat))
        for place in places:
            if place.invoice is not None and not place.deleted:
                return await self.fills_in_and_pays(place, place.invoice, info, shipping, timeout)
        raise AssertionError(f"{self.name} finds no invoice\n\n{self.transcript()}")

    async def pays_link(
        self,
        link: str,
        *,
        timeout: float = PAYING_SECONDS,  # noqa: ASYNC109  # as in pays
    ) -> Outcome:
        """Pay the invoice behind a link that createInvoiceLink gave.

        Raises:
            ActionError: the link leads to no invoice.
        """
        invoice = self.world.payments.links.get(link)
        if invoice is None:
            raise ActionError(f"{link} leads to no invoice")
        return await pay(self.world, self.room, invoice, message=None, within=timeout)

    def _sends(self, content: dict[str, Any], to: Message | None = None) -> Update | None:
        self._must_not_block()
        room = self.room if to is None else self.world.chats[to.body["chat"]["id"]]
        room.started = True
        if to is not None:
            content["reply_to_message"] = {key: value for key, value in to.body.items() if key != "reply_to_message"}
        return self.world.post_from_person(room, content, sender=self.room.user)[1]

    def _moves(self, channel: Channel, old: str, new: str) -> Update | None:
        if (self.id in channel.members) == (new == "member"):
            raise ActionError(f"{self.name} is {'already' if new == 'member' else 'not'} in {channel.title}")
        channel.members ^= {self.id}
        if not channel.bot_is_admin:
            return None
        return self.world.updates.add(
            "chat_member",
            {
                "chat": channel.body,
                "from": self.room.user,
                "date": self.world.timestamp(),
                "old_chat_member": channel.member_as(old, self.room.user),
                "new_chat_member": channel.member_as(new, self.room.user),
            },
        )

    def _turns(self, old: str, new: str, *, blocked: bool) -> Update | None:
        if self.room.blocked == blocked:
            raise ActionError(f"{self.name} has {'already' if blocked else 'not'} blocked the bot")
        self.room.blocked = blocked
        self.world.happenings.tell("blocked" if blocked else "unblocked", self.id)
        return self.world.updates.add(
            "my_chat_member",
            {
                "chat": self.room.body,
                "from": self.room.user,
                "date": self.world.timestamp(),
                "old_chat_member": self._bot_as(old),
                "new_chat_member": self._bot_as(new),
            },
        )

    def _bot_as(self, status: str) -> dict[str, Any]:
        member = {"status": status, "user": self.world.bot}
        return {**member, "until_date": 0} if status == "kicked" else member
