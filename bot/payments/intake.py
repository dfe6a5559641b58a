"""What payment services tell becomes `Paid` and `Refunded`; whoever tells it is answered when that is committed.

Money goes to the journey its order names. An order nobody has, nor ever had, is a stray payment.
"""

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.incoming import Incoming
from bot.payments.method import NotNowError
from bot.runner import Runner
from funnels.definition.methods import Method
from funnels.definition.money import Money
from funnels.engine.effects.orders import RecordStrayPayment
from funnels.engine.effects.staff import NotifyOwners, Staff
from funnels.engine.inputs import Paid, Refunded
from storage import disputes, orders, payments, refunds, strays
from storage.database import Database
from storage.orders import OrderRow
from storage.writers.cause import Cause
from storage.writers.outbox import OutboxRows

log = structlog.get_logger()

LONGEST_ORDER = 200
"""Characters kept of what came as an order."""


class Intake:
    """Takes in what services tell, as often as they tell it."""

    def __init__(self, database: Database, runner: Runner, clock: Clock, staff: Staff) -> None:
        self._database = database
        self._runner = runner
        self._clock = clock
        self._staff = staff

    async def paid(self, paid: Paid) -> None:
        """Return when it is committed; raises whatever kept it from being."""
        async with self._database.read() as connection:
            order = (await orders.find(connection, [paid.order])).get(paid.order)
        if order is not None:
            await self._runner.submit(Incoming(subscriber=order.subscriber_id, input=paid))
            return
        stray = RecordStrayPayment(
            order=paid.order[:LONGEST_ORDER], method=paid.method, money=paid.money, charge=paid.charge
        )
        async with self._database.write() as connection:
            if await strays.keep(connection, stray, self._staff, self._clock.now()):
                log.error("payment without an order", method=paid.method, order=stray.order, charge=paid.charge)

    async def refunded(self, method: Method, charge: str, *, reference: str, money: Money, name: str = "") -> None:
        """Money of a known payment went back, by our own asking or in the service's cabinet; as `paid`.

        Args:
            method: who tells it.
            charge: the payment's name.
            reference: the service's name of the refund.
            money: what went back.
            name: our name for it, as the service was told when we asked; empty for one of its cabinet.
        """
        async with self._database.read() as connection:
            ours = await refunds.name_of(connection, charge, reference, name)
            order = await _order_of(connection, charge)
            known = await payments.known(connection, [charge])
        told = Refunded(
            refund=ours or f"{method}:{reference}",
            order=order.order if order else "",
            charge=charge,
            money=money,
            reference=reference,
        )
        if order is not None:
            await self._runner.submit(Incoming(subscriber=order.subscriber_id, input=told))
            return
        log.error("a refund of a payment without an order", method=method, charge=charge, refund=reference)
        if known:
            async with self._database.write() as connection:
                await strays.give_back(connection, told, self._clock.now())

    async def refund_failed(self, charge: str, *, reference: str, money: Money, reason: str, name: str = "") -> None:
        """Money that was told to be on its way back never arrived, and the service has given it to us again.

        The arguments are those of `refunded`.

        Raises:
            NotNowError: it is being asked for just now, and may be told as made in a moment.
        """
        async with self._database.write() as connection:
            known = await refunds.named(connection, reference)
            if known is None and await refunds.is_on_its_way(connection, charge, name):
                raise NotNowError("the refund is being asked for")
            if known is not None and await refunds.undo(
                connection, known, reason, self._clock.now(), self._runner.zone
            ):
                log.error("a refund failed after it was done", charge=charge, refund=reference, reason=reason)
                about = NotifyOwners(
                    about="refund_failed", order=known.order, title="", money=money, payer=known.payer, reason=reason
                )
                notices = OutboxRows(self._staff, self._clock.now())
                notices.notice(Cause(subscriber_id=known.payer), about)
                await notices.write(connection, hand_over=0)

    async def disputed(self, charge: str, *, dispute: str, money: Money) -> None:
        """The payer of a known payment disputes it, under the service's name `dispute`; as `paid`."""
        async with self._database.write() as connection:
            order = await _order_of(connection, charge)
            if order is None:
                log.error("a dispute of a payment without an order", charge=charge, dispute=dispute)
                await strays.disputed(connection, charge, dispute, money, staff=self._staff, now=self._clock.now())
                return
            await disputes.keep(connection, order, dispute, money, staff=self._staff, now=self._clock.now())


async def _order_of(connection: AsyncConnection, charge: str) -> OrderRow | None:
    """The order a payment is for; None for one that is not kept, or a stray one."""
    payment = await payments.find(connection, charge)
    name = payment.order if payment else None
    return (await orders.find(connection, [name])).get(name) if name else None
