"""All that the stand-in Telegram knows and keeps: chats, updates, files, queries, payments; no HTTP."""

from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from .callbacks import Callbacks
from .channels import Channels
from .chats import Chat
from .errors import bad_request
from .faults import Faults
from .files import Files
from .happenings import Happenings, Listener
from .limits import Limiter, Limits
from .messages import Author, Invoice, Message
from .payments import Charge, Payments
from .shipping import Shipping
from .subscriptions import Subscriptions
from .updates import Update, Updates
from .webhook import Webhook

REQUESTS_KEPT = 10_000
PROVIDER_TOKEN = "1234:TEST:PREVIEW"  # noqa: S105  # the provider of this Telegram, which moves no money


class Request(NamedTuple):
    """A call that the bot made, and the whole answer: `{"ok": ..., "result" or "description": ...}`."""

    method: str
    params: dict[str, Any]
    result: dict[str, Any]


def clock() -> datetime:
    return datetime.now(UTC)


class World:
    """`requests`: the latest calls but for getUpdates; `sent_count`: messages the bot has sent in all."""

    def __init__(
        self,
        now: Callable[[], datetime],
        token: str,
        username: str,
        limits: Limits | None,
    ) -> None:
        self.now = now
        self.token = token
        self.bot: dict[str, Any] = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Voronka",
            "username": username,
        }
        self.chats: dict[int, Chat] = {}
        self.channels = Channels()
        self.updates = Updates(now)
        self.files = Files(token)
        self.callbacks = Callbacks(now)
        self.payments = Payments(now)
        self.subscriptions = Subscriptions(self)
        self.shipping = Shipping(now)
        self.provider_token = PROVIDER_TOKEN
        self.limiter = Limiter(limits) if limits is not None else None
        self.faults = Faults()
        self.happenings = Happenings()
        self.requests: deque[Request] = deque(maxlen=REQUESTS_KEPT)
        self.sent_count = 0
        self.webhook: Webhook | None = None
        self.local = False
        """As a Bot API server of one's own that runs with `--local`: webhooks may be plain HTTP, on any port."""
        self.commands: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}

    async def forget_webhook(self) -> None:
        """From now on updates wait to be fetched."""
        webhook, self.webhook = self.webhook, None
        if webhook is not None:
            await webhook.end()

    def subscribe(self) -> Listener:
        """Listen to what happens from now on."""
        return self.happenings.subscribe()

    def timestamp(self) -> int:
        """The clock's moment in Unix seconds."""
        return int(self.now().timestamp())

    def chat(self, chat_id: str) -> Chat:
        """The chat that a call names.

        Raises:
            ApiError: 400 when it names none.
        """
        if not chat_id:
            raise bad_request("chat_id is empty")
        try:
            found = self.chats.get(int(chat_id))
        except ValueError:
            found = None
        if found is None:
            raise bad_request("chat not found")
        return found

    def post_from_bot(self, chat: Chat, content: dict[str, Any], invoice: Invoice | None = None) -> Message:
        self.sent_count += 1
        message = chat.add("bot", self.bot, self.timestamp(), content, invoice)
        self.happenings.tell("message", chat.id, message=message)
        return message

    def post_from_person(
        self, chat: Chat, content: dict[str, Any], author: Author = "person", sender: dict[str, Any] | None = None
    ) -> tuple[Message, Update | None]:
        """A message of the person, in a group of `sender`, and the update that tells the bot, if it wants any."""
        message = chat.add(author, sender or chat.user, self.timestamp(), content)
        self.happenings.tell("message", chat.id, message=message)
        return message, self.updates.add("message", message.body)

    def tell_of_payment(self, chat: Chat, charge: Charge) -> None:
        """Both sides see that it was made."""
        paid, _ = self.post_from_person(chat, {"successful_payment": charge.body}, "service")
        self.happenings.tell("payment", chat.id, message=paid, details=charge.body)

    def note(self, chat_id: int, text: str) -> None:
        """A line in the chat that neither side said and the bot does not hear of; KeyError where there is no chat."""
        chat = self.chats[chat_id]
        message = chat.add("service", self.bot, self.timestamp(), {"text": text})
        self.happenings.tell("message", chat_id, message=message)

    def edit(self, chat: Chat, message: Message, body: dict[str, Any], *, only_buttons: bool = False) -> None:
        """Put `body` in place of the message's. New buttons alone do not make a message an edited one."""
        if only_buttons:
            message.body = body
        else:
            message.body = {**body, "edit_date": self.timestamp()}
            message.edits += 1
        chat.changed.set()
        self.happenings.tell("edited", chat.id, message=message)

    def delete(self, chat: Chat, message: Message) -> None:
        message.deleted = True
        chat.changed.set()
        self.happenings.tell("deleted", chat.id, message=message)
