"""Refunds that were asked for are made, one after another, until each is done or can never be.

One is written down before it is made, so a crash loses none; every method gives money back once however often it is
asked for the same refund.
"""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Literal
from uuid import uuid4

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.incoming import Incoming
from bot.payments import stars
from bot.payments.method import NotNowError, RefusedError, TakenError
from bot.payments.methods import Methods
from bot.runner import Runner
from bot.tasks import Tasks
from funnels.definition.money import Money
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.inputs import Refunded
from funnels.engine.orders import OrderRef
from storage import refunds, strays
from storage.database import Database
from storage.refunds import Refund
from storage.writers.cause import Cause
from storage.writers.outbox import OutboxRows

log = structlog.get_logger()

AT_ONCE = 16
LONGEST_PAUSE = timedelta(minutes=15)
GIVE_UP_AFTER = 100
"""Tries of one that the service has not taken; with the pauses between them less than a day, which keys hold."""

LONGEST_LOOK = timedelta(hours=6)
"""Between two looks at one that the service has taken and has not made yet; the first pause is a minute."""

SLOW_AFTER = 12
"""Looks at it; with the pauses between them about a day. Whoever asked for it is told then, once."""


class Refunds:
    """Makes what is due."""

    def __init__(self, database: Database, runner: Runner, clock: Clock, methods: Methods, tasks: Tasks) -> None:
        """One that was asked for is made as one of the `tasks`."""
        self._database = database
        self._runner = runner
        self._clock = clock
        self._methods = methods
        self._tasks = tasks
        self._one_at_a_time = asyncio.Lock()

    async def ask(self, order: str, charge: str, money: Money, *, reason: str, staff: int) -> bool:
        """Write down that money is to go back, and make it soon; the order is empty for a stray payment.

        False: there is not so much left of that payment, or it is on its way already. Telegram gives back a charge of
        Stars once and as a whole, so its refund is named after it, whoever tells of it first.
        """
        async with self._database.write() as connection:
            paid = await refunds.payment(connection, charge)
            if (
                paid is None
                or paid.order != order
                or money.currency != paid.left.currency
                or not 0 < money.amount <= paid.left.amount
            ):
                return False
            if paid.method == "stars" and money != paid.money:
                return False
            refund = Refund(
                name=stars.refund_name(charge) if paid.method == "stars" else uuid4().hex,
                order=order,
                charge=charge,
                method=paid.method,
                payer=paid.payer,
                money=money,
                reason=reason,
                staff=staff,
                attempts=0,
            )
            if not await refunds.ask(connection, refund, self._clock.now()):
                return False
        self._tasks.spawn(self.make_due(), name="refund")
        return True

    async def make_due(self) -> None:
        """Try every refund that is due; a tick of the clock, and whoever asks for one, call it."""
        async with self._one_at_a_time:
            async with self._database.read() as connection:
                due = await refunds.due(connection, self._clock.now(), AT_ONCE)
            for refund in due:
                await self._make(refund)

    async def _make(self, refund: Refund) -> None:
        method = next((method for name, method in self._methods.items() if name == refund.method), None)
        try:
            if method is None:
                raise RefusedError(f"this bot has no settings for {refund.method} any more")
            reference = await method.refund(refund)
        except TakenError as error:
            await self._look_later(refund, error)
        except NotNowError as error:
            await self._put_off(refund, str(error))
        except RefusedError as error:
            await self._fail(refund, str(error))
        except Exception as error:
            log.exception("refund not made", refund=refund.name, order=refund.order)
            await self._put_off(refund, repr(error))
        else:
            await self._tell(refund, reference)

    async def _look_later(self, refund: Refund, error: TakenError) -> None:
        """It is never given up: the money goes back, or the service says why not."""
        looks = refund.attempts + 1 if refund.reference else 0
        refund = replace(refund, reference=error.reference, attempts=looks)
        async with self._database.write() as connection:
            pause = min(timedelta(minutes=2 ** min(looks, 9)), LONGEST_LOOK)
            await refunds.put_off(connection, refund, self._clock.now() + pause, str(error))
            if looks == SLOW_AFTER and refund.staff:
                await self._tell_staff(connection, refund, "refund_slow", str(error))

    async def _put_off(self, refund: Refund, reason: str) -> None:
        if refund.reference:
            await self._look_later(refund, TakenError(refund.reference, reason))
            return
        if refund.attempts + 1 >= GIVE_UP_AFTER:
            await self._fail(refund, reason)
            return
        pause = min(timedelta(seconds=2 ** min(refund.attempts, 9)), LONGEST_PAUSE)
        log.warning("refund will be tried again", refund=refund.name, reason=reason)
        async with self._database.write() as connection:
            again = replace(refund, attempts=refund.attempts + 1)
            await refunds.put_off(connection, again, self._clock.now() + pause, reason)

    async def _fail(self, refund: Refund, reason: str) -> None:
        log.error("refund cannot be made", refund=refund.name, order=refund.order, reason=reason)
        async with self._database.write() as connection:
            await refunds.fail(connection, refund, reason, self._clock.now())
            if refund.staff:
                await self._tell_staff(connection, refund, "refund_failed", reason)

    async def _tell_staff(
        self, connection: AsyncConnection, refund: Refund, told: Literal["refund_failed", "refund_slow"], reason: str
    ) -> None:
        """Whoever asked for it learns that the money did not go, or takes its time."""
        about = NotifyOwners(
            about=told, order=refund.order, title="", money=refund.money, payer=refund.payer, reason=reason
        )
        notices = OutboxRows({"owner": (refund.staff,), "manager": (), "marketer": ()}, self._clock.now())
        notices.notice(Cause(subscriber_id=refund.payer), about)
        await notices.write(connection, hand_over=0)

    async def _tell(self, refund: Refund, reference: str) -> None:
        """The journey learns of it, and the refund is over, in one transaction; a stray payment has no journey."""
        told = Refunded(
            refund=refund.name,
            order=refund.order,
            charge=refund.charge,
            money=refund.money,
            reason=refund.reason,
            staff=refund.staff,
            reference=reference,
        )
        if refund.order:
            ref = OrderRef.parse(refund.order)
            await self._runner.submit(Incoming(subscriber=ref.subscriber if ref else refund.payer, input=told))
            return
        async with self._database.write() as connection:
            await strays.give_back(connection, told, self._clock.now())
