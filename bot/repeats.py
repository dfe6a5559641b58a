"""Nothing counts twice: not an update or event sent again, a timer found due again, a call or a payment told again."""

from collections.abc import Iterator, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.incoming import Incoming
from funnels.engine.inputs import Paid
from storage import calls, payments, seen, set_aside, timers

Mark = tuple[str, int | str]


async def without_repeated(connection: AsyncConnection, batch: Sequence[Incoming]) -> list[Incoming]:
    """The inputs that nobody has handled before; of those that stand twice in the batch, the first."""
    updates = {incoming.update for incoming in batch if incoming.update is not None}
    fired = {incoming.timer for incoming in batch if incoming.timer is not None}
    called = {incoming.call for incoming in batch if incoming.call is not None}
    played = {incoming.played for incoming in batch if incoming.played is not None}
    charges = {incoming.input.charge for incoming in batch if isinstance(incoming.input, Paid)}
    events = {incoming.event for incoming in batch if incoming.event is not None}
    handled: set[Mark] = {("update", update) for update in await seen.updates.among(connection, updates)}
    handled.update(("event", event) for event in await seen.events.among(connection, events))
    handled.update(("timer", timer) for timer in fired - await timers.still_set(connection, fired))
    handled.update(("call", call) for call in called - await calls.unfinished(connection, called))
    handled.update(("played", aside) for aside in played - await set_aside.still_kept(connection, played))
    handled.update(("charge", charge) for charge in await payments.known(connection, charges))
    fresh: list[Incoming] = []
    for incoming in batch:
        marks = list(_marks(incoming))
        if handled.isdisjoint(marks):
            fresh.append(incoming)
        handled.update(marks)
    return fresh


def _marks(incoming: Incoming) -> Iterator[Mark]:
    """What the input is known by for ever; nothing where the same may come again."""
    if incoming.update is not None:
        yield "update", incoming.update
    if incoming.event is not None:
        yield "event", incoming.event
    if incoming.timer is not None:
        yield "timer", incoming.timer
    if incoming.call is not None:
        yield "call", incoming.call
    if incoming.played is not None:
        yield "played", incoming.played
    if isinstance(incoming.input, Paid):
        yield "charge", incoming.input.charge
