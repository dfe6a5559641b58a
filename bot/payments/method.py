"""What a way to be paid can do: one file each, all in the table of `bot.payments.methods`, one contract test."""

from collections.abc import Sequence
from typing import ClassVar, Protocol

from aiogram.methods import TelegramMethod
from aiogram.types import Message
from aiohttp import web

from funnels.definition.methods import Method
from funnels.engine.effects.shown import AskPayment
from storage.refunds import Refund


class NotNowError(Exception):
    """The payment service could not be asked, or did not know: the same may go well later. The text is for owners."""


class RefusedError(Exception):
    """The payment service says no, and would say it again. The text is for owners, with what they can do."""


class TakenError(NotNowError):
    """The service has taken a refund, under its own name `reference` for it, and has not made it yet."""

    def __init__(self, reference: str, reason: str) -> None:
        super().__init__(reason)
        self.reference = reference


class PaymentMethod(Protocol):
    """One way to be paid."""

    name: ClassVar[Method]

    async def ask(self, chat: int, asked: AskPayment) -> TelegramMethod[Message]:
        """The message in which the person pays or finds the way to; asked again for the same order, the same payment.

        Raises:
            NotNowError: no payment can be begun at this moment.
            RefusedError: this order cannot be paid so.
        """

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Where the service tells of payments and refunds; it is answered 200 only when the commit is done."""

    async def refund(self, refund: Refund) -> str:
        """Give money back: the service's own name for it, empty where it has none. Asked twice, it is given once.

        Raises:
            TakenError: it will be made, in minutes or in days; from then on the refund has its `reference`.
            NotNowError: it is not known whether it was done, or it can be done later.
            RefusedError: it can never be done.
        """
