"""Troubles of a batch: each person meets them alone, and whoever looks after the bot is told once for all of them.

The first notice of a cause goes out at once; those that follow are counted, and `storage.troubles` tells the number.
"""

from datetime import datetime
from operator import itemgetter

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.staff import NotifyStaff, StaffNotice
from storage.outside_tables import troubles
from storage.payload import to_json
from storage.upsert import insert_into
from storage.writers.cause import Cause
from storage.writers.outbox import OutboxRows

TROUBLES: frozenset[StaffNotice] = frozenset({"gate_broken", "call_failed", "present_failed", "payment_not_asked"})
"""Notices of what meets everybody who comes by, until somebody mends it."""

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
        """Count those that were told lately; the others go into the outbox, which is written after this.

        Of several that meet one at the same moment the first tells it: the others wait for its commit.
        """
        for name, met in sorted(self._met.items(), key=itemgetter(0)):
            first = {"cause": name, "payload": to_json(met[0][1]), "told_at": self._now, "more": len(met) - 1}
            insert = insert_into(troubles, conn.dialect.name).values(**first).on_conflict_do_nothing()
            if (await conn.execute(insert)).rowcount:
                self._outbox.staff_notice(*met[0])
            else:
                await conn.execute(_COUNT, {"of": name, "met": len(met)})
