"""Troubles of a batch: each person meets them alone, and whoever looks after the bot is told once for all of them.

The first notice of a cause goes out at once; those that follow are counted, and `storage.troubles` tells the number.
"""

from datetime import datetime

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.staff import NotifyStaff, StaffNotice
from storage.batches import among
from storage.outside_tables import troubles
from storage.payload import to_json
from storage.writers.cause import Cause
from storage.writers.outbox import OutboxRows

TROUBLES: frozenset[StaffNotice] = frozenset(
    {"gate_broken", "call_failed", "present_failed", "payment_not_asked", "set_aside"}
)
"""Notices of what meets everybody who comes by, until somebody mends it."""

_KNOWN = select(troubles.c.cause).where(troubles.c.cause.in_(bindparam("ids", expanding=True)))
_COUNT = update(troubles).where(troubles.c.cause == bindparam("of")).values(more=troubles.c.more + bindparam("met"))


class TroubleRows:
    """The troubles of a batch."""

    def __init__(self, outbox: OutboxRows, now: datetime) -> None:
        self._outbox = outbox
        self._now = now
        self._met: dict[str, list[tuple[Cause, NotifyStaff]]] = {}

    def meet(self, cause: Cause, effect: NotifyStaff) -> None:
        """Somebody has met one; a cause is a step and a reason."""
        name = f"{effect.about} {effect.to} {effect.funnel} {effect.step} {effect.text}"
        self._met.setdefault(name, []).append((cause, effect))

    async def write(self, conn: AsyncConnection) -> None:
        """Count those that were told lately; the others go into the outbox, which is written after this."""
        if not self._met:
            return
        known = await among(conn, _KNOWN, self._met)
        if known:
            await conn.execute(_COUNT, [{"of": name, "met": len(self._met[name])} for name in sorted(known)])
        for name, met in self._met.items():
            if name not in known:
                self._outbox.staff_notice(*met[0])
                first = {"cause": name, "payload": to_json(met[0][1]), "told_at": self._now, "more": len(met) - 1}
                await conn.execute(insert(troubles), first)
