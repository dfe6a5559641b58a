"""A transfer that staff look for themselves: nothing is asked of anybody, and money goes back the way it came."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Never

from aiohttp import web

from bot.payments.method import RefusedError
from funnels.definition.methods import Method
from funnels.engine.effects.shown import AskPayment
from storage.refunds import Refund


@dataclass(frozen=True, kw_only=True)
class ByHand:
    """Paid by transfer; the engine itself says where to, and `bot.payments.decisions` asks the owners."""

    name: ClassVar[Method] = "manual"

    async def ask(self, chat: int, asked: AskPayment) -> Never:  # noqa: ARG002  # as the protocol has it
        """There is nothing to ask for: a script that pays by hand never does."""
        raise RefusedError("a payment by hand is asked for by the script itself")

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Nobody tells of transfers."""
        return ()

    async def refund(self, refund: Refund) -> str:  # noqa: ARG002  # as the protocol has it
        """The owner has sent it back, or is about to: it only has to be written down."""
        return ""
