"""Messages of a batch, in the order they were meant; a notice goes to each of the staff it is for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from funnels.engine.effects.members import AnswerJoinRequest, RemoveMember
from funnels.engine.effects.orders import CancelSubscription
from funnels.engine.effects.outside import CheckMember
from funnels.engine.effects.shown import AskPayment, CopyMessage, Lane, SendMessage
from funnels.engine.effects.staff import NotifyOwners, NotifyStaff, Staff
from storage.batches import among
from storage.bulk import Bulk, Row
from storage.outbox import LANES, OutboxRow
from storage.outside_tables import outbox
from storage.payload import Payload, TellOwners, to_json
from storage.types import micros
from storage.writers.cause import Cause

_COLUMNS = (
    "id",
    "chat_id",
    "journey_id",
    "payload",
    "lane",
    "purpose",
    "step",
    "funnel",
    "version",
    "run",
    "status",
    "attempts",
    "created_at",
    "due_at",
    "claimed_at",
    "reason",
)
_INSERT = Bulk(_COLUMNS, lambda _dialect: insert(outbox))
_PENDING = select(outbox.c.chat_id).where(
    outbox.c.finished_at.is_(None),
    outbox.c.status == "pending",
    outbox.c.chat_id.in_(bindparam("ids", expanding=True)),
)
_NEWEST = select(func.max(outbox.c.id))
_NEXT_IDS = text("SELECT nextval(pg_get_serial_sequence('outbox', 'id')) FROM generate_series(1, :count)")


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a batch has left to do."""

    in_hand: list[OutboxRow]
    """Claimed for the caller, who sends them after the commit."""
    waiting: int
    """How many messages were left for `storage.outbox.claim`."""
    calls: int = 0
    """How many calls there are to make."""


class OutboxRows:
    """The messages of a batch."""

    def __init__(self, staff: Staff, now: datetime) -> None:
        self._staff = staff
        self._moment = micros(now)
        self._rows: list[_Waiting] = []

    def message(self, cause: Cause, effect: SendMessage) -> None:
        """A message for the subscriber."""
        self._add(cause.subscriber_id, cause, effect, lane=effect.lane, purpose=effect.purpose, step=effect.step)

    def invoice(self, cause: Cause, effect: AskPayment) -> None:
        """An invoice for the subscriber, who has just asked for it."""
        self._add(cause.subscriber_id, cause, effect, lane="answer", purpose="invoice", step=effect.step)

    def notice(self, cause: Cause, effect: NotifyOwners) -> None:
        """Something every owner should look at."""
        for owner in self._staff["owner"]:
            self._add(owner, cause, effect, lane="answer", purpose="notice")

    def report(self, cause: Cause, effect: TellOwners, owners: Iterable[int]) -> None:
        """A report for these owners; nobody waits for it."""
        for owner in owners:
            self._add(owner, cause, effect, lane="timed", purpose="report")

    def staff_notice(self, cause: Cause, effect: NotifyStaff) -> None:
        """Something for everybody of a role, or for one chat."""
        for chat in self._chats(effect.to):
            self._add(chat, cause, effect, lane="answer", purpose="notice", step=effect.step)

    def copy(self, cause: Cause, effect: CopyMessage) -> None:
        """What somebody of the staff sent the subscriber."""
        self._add(cause.subscriber_id, cause, effect, lane=effect.lane, purpose="reply")

    def check(self, cause: Cause, effect: CheckMember) -> None:
        """A question about the subscriber, asked when what was written before it is sent."""
        self._add(cause.subscriber_id, cause, effect, lane=effect.lane, purpose="check")

    def member(self, cause: Cause, effect: RemoveMember | AnswerJoinRequest) -> None:
        """Who may be in a chat, told to Telegram when what was written to the subscriber before it is sent."""
        self._add(cause.subscriber_id, cause, effect, lane="answer", purpose="member")

    def cancellation(self, cause: Cause, effect: CancelSubscription) -> None:
        """The end of a subscription, told to Telegram when what was written to the subscriber before it is sent."""
        self._add(cause.subscriber_id, cause, effect, lane="answer", purpose="cancellation")

    def _chats(self, to: str) -> Sequence[int]:
        role = next((role for role in self._staff if role == to), None)
        return self._staff[role] if role else (int(to),)

    def _add(self, chat: int, cause: Cause, effect: Payload, *, lane: Lane, purpose: str, step: str = "") -> None:
        self._rows.append(_Waiting(chat=chat, cause=cause, effect=effect, lane=LANES[lane], purpose=purpose, step=step))

    async def write(self, conn: AsyncConnection, *, hand_over: int) -> Written:
        """Put them behind what waits already; up to `hand_over` answers are claimed and handed over, in their order.

        A chat in which anything waits gets nothing ahead of it.
        """
        if not self._rows:
            return Written(in_hand=[], waiting=0)
        held_up = await _held_up(conn, self._rows) if hand_over else set()
        claimed: list[OutboxRow] = []
        rows: list[Row] = []
        for id_, row in zip(await _reserve(conn, len(self._rows)), self._rows, strict=True):
            mine = len(claimed) < hand_over and row.lane == LANES["answer"] and row.chat not in held_up
            if mine:
                claimed.append(row.in_hand(id_))
            else:
                held_up.add(row.chat)
            rows.append(row.columns(id_, self._moment, claimed=mine))
        await _INSERT.run(conn, rows)
        return Written(in_hand=claimed, waiting=len(rows) - len(claimed))


@dataclass(frozen=True, kw_only=True)
class _Waiting:
    """A message to be written."""

    chat: int
    cause: Cause
    effect: Payload
    lane: int
    purpose: str
    step: str

    def columns(self, id_: int, now: int, *, claimed: bool) -> Row:
        cause = self.cause
        what = (to_json(self.effect), self.lane, self.purpose, self.step)
        state = ("claimed", 0, now, now, now, "") if claimed else ("pending", 0, now, now, None, "")
        return (id_, self.chat, cause.journey_id, *what, cause.funnel, cause.version, cause.run, *state)

    def in_hand(self, id_: int) -> OutboxRow:
        return OutboxRow(
            id=id_,
            chat_id=self.chat,
            journey_id=self.cause.journey_id,
            payload=self.effect,
            step=self.step,
            funnel=self.cause.funnel,
            run=self.cause.run,
            version=self.cause.version,
            attempts=0,
            lane=self.lane,
        )


async def _held_up(conn: AsyncConnection, rows: Sequence[_Waiting]) -> set[int]:
    """Chats in which something waits that nobody has claimed."""
    return await among(conn, _PENDING, (row.chat for row in rows))


async def _reserve(conn: AsyncConnection, count: int) -> Sequence[int]:
    """Ids for new rows, ascending: they must be known before the insert, to be handed over."""
    if conn.dialect.name == "postgresql":
        return list((await conn.execute(_NEXT_IDS, {"count": count})).scalars())
    newest = (await conn.execute(_NEWEST)).scalar() or 0
    return range(newest + 1, newest + 1 + count)
