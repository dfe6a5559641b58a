"""What happened to a batch of people becomes rows, in the caller's one transaction: all of it or nothing.

State, timers, messages, orders and facts stand or fall together, with the ids of the updates and events they came from.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects import Effect
from funnels.engine.effects.facts import RecordTouch, StageLeft, StagePassed, StageReached, Track
from funnels.engine.effects.members import AnswerJoinRequest, RemoveMember
from funnels.engine.effects.orders import (
    CancelSubscription,
    MoveOrder,
    OpenOrder,
    RecordClaim,
    RecordFailure,
    RecordPayment,
    RecordProof,
    RecordRefund,
    RecordStrayPayment,
    RecordSubscription,
)
from funnels.engine.effects.outside import Call, CheckMember
from funnels.engine.effects.shown import AskPayment, CopyMessage, EditButtons, SendMessage, ShowToast
from funnels.engine.effects.staff import NotifyOwners, NotifyStaff, Staff
from funnels.engine.effects.start_funnel import StartFunnel
from funnels.engine.effects.timers import CancelTimers, SetTimer
from funnels.engine.inputs import Called
from funnels.engine.person import JourneyKey, Person
from storage import seen
from storage.errors import ConflictError
from storage.owed import send_owed
from storage.people import JourneyIds
from storage.slices import Counting
from storage.writers.calls import CallRows
from storage.writers.cause import Cause
from storage.writers.counted import CountedRows
from storage.writers.events import EventRows
from storage.writers.marks import MarkRows
from storage.writers.orders import OrderRows
from storage.writers.outbox import OutboxRows, Written
from storage.writers.people import Change, write_people
from storage.writers.timers import TimerRows
from storage.writers.touches import TouchRows
from storage.writers.troubles import TROUBLES, TroubleRows

_CONFLICTS = frozenset(
    {"SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_ROWID"}
    | {"23505", "40001", "40P01"}
)
"""What is there already; on PostgreSQL also two transactions that cannot both be, or wait for each other."""

_IN_UTC = Counting()


class Rows:
    """The rows of a batch, table by table."""

    def __init__(self, staff: Staff, now: datetime, counting: Counting) -> None:
        self.timers = TimerRows()
        self.outbox = OutboxRows(staff, now)
        self.events = EventRows(now, counting.zone)
        self.counted = CountedRows(now, counting)
        self.marks = MarkRows(now, counting.zone)
        self.orders = OrderRows(now, counting.zone)
        self.touches = TouchRows(now)
        self.calls = CallRows(now)
        self.troubles = TroubleRows(self.outbox, now)


def _nothing_to_store(rows: Rows, cause: Cause, effect: ShowToast | EditButtons | StartFunnel) -> None:
    """What answers a press is shown at once or never; a funnel that was begun is a journey by now."""


def _tell_staff(rows: Rows, cause: Cause, effect: NotifyStaff) -> None:
    tell = rows.troubles.meet if effect.about in TROUBLES else rows.outbox.staff_notice
    tell(cause, effect)


def _track(rows: Rows, cause: Cause, effect: Track) -> None:
    rows.events.track(cause, effect)
    rows.counted.track(cause, effect)
    rows.marks.track(cause, effect)


WRITERS: dict[type[Effect], Callable[[Rows, Cause, Any], None]] = {
    SendMessage: lambda rows, cause, effect: rows.outbox.message(cause, effect),
    AskPayment: lambda rows, cause, effect: rows.outbox.invoice(cause, effect),
    ShowToast: _nothing_to_store,
    EditButtons: _nothing_to_store,
    SetTimer: lambda rows, cause, effect: rows.timers.set(cause, effect),
    CancelTimers: lambda rows, cause, effect: rows.timers.cancel(cause, effect),
    OpenOrder: lambda rows, cause, effect: rows.orders.open(cause, effect),
    RecordClaim: lambda rows, cause, effect: rows.orders.add(cause, effect),
    RecordProof: lambda rows, cause, effect: rows.orders.add(cause, effect),
    MoveOrder: lambda rows, cause, effect: rows.orders.add(cause, effect),
    RecordPayment: lambda rows, cause, effect: rows.orders.add(cause, effect),
    RecordFailure: lambda rows, cause, effect: rows.orders.add(cause, effect),
    RecordRefund: lambda rows, cause, effect: rows.orders.add(cause, effect),
    RecordStrayPayment: lambda rows, cause, effect: rows.orders.add(cause, effect),
    RecordSubscription: lambda rows, cause, effect: rows.orders.add(cause, effect),
    CancelSubscription: lambda rows, cause, effect: rows.outbox.cancellation(cause, effect),
    NotifyOwners: lambda rows, cause, effect: rows.outbox.notice(cause, effect),
    NotifyStaff: _tell_staff,
    CopyMessage: lambda rows, cause, effect: rows.outbox.copy(cause, effect),
    CheckMember: lambda rows, cause, effect: rows.outbox.check(cause, effect),
    RemoveMember: lambda rows, cause, effect: rows.outbox.member(cause, effect),
    AnswerJoinRequest: lambda rows, cause, effect: rows.outbox.member(cause, effect),
    StartFunnel: _nothing_to_store,
    Call: lambda rows, cause, effect: rows.calls.open(cause, effect),
    RecordTouch: lambda rows, cause, effect: rows.touches.touch(cause, effect),
    StageReached: lambda rows, cause, effect: rows.counted.reached(cause, effect),
    StagePassed: lambda rows, cause, effect: rows.counted.passed(cause, effect),
    StageLeft: lambda rows, cause, effect: rows.counted.left(cause, effect),
    Track: _track,
}
"""One writer for each effect there is."""


async def commit(
    conn: AsyncConnection,
    changes: Sequence[Change],
    *,
    journey_ids: JourneyIds,
    staff: Staff,
    now: datetime,
    updates: Sequence[int] = (),
    events: Sequence[str] = (),
    fired: Sequence[int] = (),
    called: Mapping[int, Called] = MappingProxyType({}),
    hand_over: int = 0,
    counting: Counting = _IN_UTC,
) -> Written:
    """Write a batch, each person once in it.

    Args:
        conn: a transaction of `Database.write()`; the people were loaded in it.
        changes: who became what, and what must happen.
        journey_ids: ids of the journeys there were, as `storage.people.load` gave them.
        staff: the chats of every role, which get the notices.
        now: the moment it all happened (UTC).
        updates: ids of Telegram's updates the batch came from.
        events: ids of the events of other systems the batch came from, by their senders.
        fired: ids of the timers the batch came from.
        called: what came of the calls the batch came from, by their ids.
        hand_over: how many answers the caller will send itself; they are claimed and in the returned `Written`.
        counting: by what the journeys are counted.

    Raises:
        ConflictError: an update, an event, a fired timer or a call of the batch was written before, by this process
            or another.
    """
    try:
        ids = await write_people(conn, changes, journey_ids, now)
        rows = Rows(staff, now, counting)
        for change in changes:
            rows.counted.meet(change.after, ids, journey_ids)
            _gather(rows, change, ids)
        await rows.timers.write(conn, fired, now)
        await rows.touches.write(conn)  # an order is credited to those before it
        await rows.orders.write(conn)
        await send_owed(conn, _returned(changes), now)
        await rows.troubles.write(conn)
        written = await rows.outbox.write(conn, hand_over=hand_over)
        await rows.marks.count(conn)
        await rows.counted.write(conn, rows.orders.journeys)
        await rows.events.write(conn)
        await rows.calls.write(conn, called)
        await seen.updates.add(conn, updates, now)
        await seen.events.add(conn, events, now)
    except DBAPIError as error:
        codes = {getattr(error.orig, name, None) for name in ("sqlite_errorname", "sqlstate")}
        if codes & _CONFLICTS:
            raise ConflictError(f"the batch was not written: {error.orig}") from error
        raise
    return replace(written, calls=rows.calls.count)


def _returned(changes: Sequence[Change]) -> list[int]:
    """Who can be written to again."""
    return [
        change.after.subscriber.id
        for change in changes
        if change.before is not None and change.before.subscriber.reach != "active" == change.after.subscriber.reach
    ]


def _gather(rows: Rows, change: Change, ids: JourneyIds) -> None:
    causes: dict[JourneyKey | None, Cause] = {}
    for ordered in change.effects:
        cause = causes.get(ordered.journey)
        if cause is None:
            cause = causes[ordered.journey] = _cause(change.after, ordered.journey, ids)
        WRITERS[type(ordered.effect)](rows, cause, ordered.effect)


def _cause(person: Person, key: JourneyKey | None, ids: JourneyIds) -> Cause:
    id_ = person.subscriber.id
    if key is None:
        return Cause(subscriber_id=id_)
    journey = person.journey(key)
    assert journey is not None  # an effect belongs to a journey of this person
    funnel, run = key
    return Cause(
        subscriber_id=id_,
        journey_id=ids[id_, funnel, run],
        funnel=funnel,
        version=journey.version,
        run=run,
        started_at=journey.started_at,
    )
