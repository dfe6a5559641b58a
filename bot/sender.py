"""From the outbox to Telegram: within the limits, each chat in order, nothing lost.

A row is claimed before it is sent. What Telegram refuses for good is failed, with the reason; what it asks to wait for
goes back into the outbox until then, and the chat's later rows with it; what may or may not have arrived is sent again,
but for follow-ups (`storage.doubt`).
A person who blocked the bot ends their own timers.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import structlog
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from bot.clock import Clock
from bot.codes import NoCodeError
from bot.connection import is_in_doubt
from bot.delivery import Delivery
from bot.failure import failure_of
from bot.handover import Handover
from bot.incoming import Incoming
from bot.invitations import ChatError
from bot.limits import LONGEST_429, Limits, LongWaitError
from bot.members import check
from bot.paid_rate import PaidRate
from bot.payments import stars
from bot.payments.method import NotNowError, RefusedError
from bot.runner import EndedError, Runner
from bot.tasks import spawn
from bot.uploads import MediaError
from funnels.engine.effects.members import AnswerJoinRequest, RemoveMember
from funnels.engine.effects.orders import CancelSubscription
from funnels.engine.effects.outside import CheckMember
from funnels.engine.effects.shown import AskPayment, SendMessage
from funnels.engine.effects.staff import NotifyOwners, NotifyStaff
from funnels.engine.inputs import (
    Blocked,
    Input,
    NotCancelled,
    NotDelivered,
    NotRemoved,
    PaymentNotAsked,
    PresentFailed,
    SubscriptionChanged,
)
from storage import doubt, outbox, outcomes_aside, set_aside
from storage.database import Database
from storage.outage import is_outage
from storage.outbox import OutboxRow
from storage.outcomes import Failed, LeftInDoubt, Postponed, Released, Result, Sent, finish
from storage.payload import Question, TellOwners, UnknownPayloadError

log = structlog.get_logger()

IN_HAND = 128
"""Messages on their way or waiting for the limits at the same time."""

RECORD_AFTER = 0.03
"""Seconds results may wait for a commit of the runner to record them; MANY of them do not wait."""

MANY = 48
LONGEST_PAUSE = timedelta(minutes=5)
IDLE = 1.0
"""Seconds after which the outbox is looked at in any case, for what was postponed."""


class Sender:
    """Sends what is due until cancelled."""

    def __init__(
        self,
        database: Database,
        delivery: Delivery,
        runner: Runner,
        clock: Clock,
        *,
        limits: Limits,
        handover: Handover,
        paid: PaidRate,
    ) -> None:
        self._database = database
        self._delivery = delivery
        self._runner = runner
        self._clock = clock
        self._limits = limits
        self._handover = handover
        self._paid = paid
        self._most_ahead = max(4, limits.per_second // 4)
        self._chats: dict[int, deque[OutboxRow]] = {}
        self._ending = False

    async def run(self) -> None:
        """Send what the runner hands over and what the outbox has, until `end`."""
        async with self._database.write() as connection:
            again, left = await doubt.recover(connection, self._clock.now(), self._runner.zone)
        if again or left:
            log.warning("messages in doubt after a crash", sent_again=again, left_alone=left)
        while not self._ending:
            self._start(self._handover.take_rows())
            due = self._handover.look and self._ahead() > 0
            if due or len(self._handover.results) >= MANY:
                await self.record()
            await self._rest()
        await self._finish()

    def end(self) -> None:
        """Return from `run` when what is on its way has landed and is recorded; what was not begun goes back."""
        self._ending = True
        self._handover.wake.set()

    async def _finish(self) -> None:
        self._start(self._handover.take_rows())
        while self._chats:
            await self._rest()
        await self.record()

    async def _rest(self) -> None:
        """Until something happens; results that nobody has recorded meanwhile are recorded then."""
        if self._handover.wake.is_set():
            self._handover.wake.clear()
            await asyncio.sleep(0)
            return
        waiting = bool(self._handover.results)
        try:
            async with asyncio.timeout(RECORD_AFTER if waiting else IDLE):
                await self._handover.wake.wait()
        except TimeoutError:
            self._handover.look = self._handover.look or not waiting
            if waiting:
                await self.record()

    async def record(self) -> None:
        """Write down what became of messages, and claim what is due, in one transaction."""
        results = self._handover.take_results()
        ahead = self._ahead() if self._handover.look else 0
        self._handover.look = self._handover.look and ahead <= 0
        now = self._clock.now()
        try:
            async with self._database.write() as connection:
                await finish(connection, results, now, self._runner.zone)
                rows = await outbox.claim(connection, now, ahead) if ahead > 0 else []
                if self._paid.beyond:
                    rows = [replace(row, beyond=True) for row in rows]
                await self._paid.look(connection, now, rows)
        except Exception as error:
            self._handover.look = True
            if results and not is_outage(error):
                await self._record_apart(results)
                return
            self._handover.give_back(results)
            log.exception("outbox not reachable", error=str(error))
            await asyncio.sleep(IDLE)
            return
        self._handover.recorded(results)
        self._handover.look = self._handover.look or (ahead > 0 and len(rows) == ahead)
        self._handover.room -= len(rows)
        self._start(rows)

    async def _record_apart(self, results: Sequence[Result]) -> None:
        """Each in a transaction of its own, so that one which cannot be written harms no other."""
        for number, result in enumerate(results):
            try:
                await self._record_one(result)
            except Exception as error:
                if is_outage(error):
                    self._handover.give_back(results[number:])
                    return
                log.exception("message left in doubt until the next start", row=result.id)
            self._handover.recorded([result])

    async def _record_one(self, result: Result) -> None:
        now = self._clock.now()
        try:
            async with self._database.write() as connection:
                await finish(connection, [result], now, self._runner.zone)
        except Exception as error:
            if is_outage(error):
                raise
            log.exception("outcome of a message set aside", row=result.id)
            async with self._database.write() as connection:
                one = await outcomes_aside.take(connection, result, failure_of(error), now)
                if one is not None:
                    await set_aside.add(connection, one, self._runner.staff, now)

    def _ahead(self) -> int:
        """How many messages to claim now: few enough that an answer never waits long behind them."""
        if self._ending:
            return 0
        most = max(self._most_ahead, min(self._paid.beyond, IN_HAND // 2))
        return min(self._handover.room, most - (IN_HAND - self._handover.room))

    def _start(self, rows: Sequence[OutboxRow]) -> None:
        """Put rows behind what their chats have in hand."""
        for row in rows:
            if self._handover.holds(row.chat_id):
                self._handover.land(Released(id=row.id), row.chat_id)
            elif row.chat_id in self._chats:
                self._chats[row.chat_id].append(row)
            else:
                self._chats[row.chat_id] = deque((row,))
                spawn(self._send_all(row.chat_id), name="send")

    async def _send_all(self, chat: int) -> None:
        """One chat's rows, one after another; after one that must wait the others go back unsent."""
        rows = self._chats[chat]
        postponed = False
        while rows:
            row = rows.popleft()
            if postponed or self._ending:
                self._handover.land(Released(id=row.id), chat)
                continue
            result = await self._in_turn(row)
            postponed = isinstance(result, Postponed)
            self._handover.land(result, chat)
        del self._chats[chat]

    async def _in_turn(self, row: OutboxRow) -> Result:
        """Send it when the limits allow; a group that has had its minute's messages waits in the outbox."""
        if isinstance(row.payload, Question):
            return await self._send(row)
        with self._paid.taking(row) as paid:
            try:
                async with self._limits.sending(row.chat_id, row.messages, paid=paid, lane=row.lane):
                    return await self._send(row, paid=paid)
            except LongWaitError as wait:
                return self._later(row, timedelta(seconds=wait.seconds), "limit of a group")

    async def _send(self, row: OutboxRow, *, paid: bool = False) -> Result:
        try:
            return await self._deliver(row, paid=paid)
        except LongWaitError:
            raise
        except TelegramRetryAfter as error:
            log.warning("telegram asks to wait", chat=row.chat_id, seconds=error.retry_after)
            return self._later(row, timedelta(seconds=min(error.retry_after, LONGEST_429)), "429")
        except TelegramForbiddenError as error:
            if isinstance(row.payload, NotifyOwners | NotifyStaff | TellOwners):
                log.warning("a notice reaches nobody: the chat is not open", chat=row.chat_id, reason=str(error))
            self._runner.submit(Incoming(subscriber=row.chat_id, input=Blocked()))
            return Failed(id=row.id, reason=str(error))
        except (TelegramNetworkError, TelegramServerError, TelegramUnauthorizedError) as error:
            return (
                self._left(row, error) if is_in_doubt(error) and doubt.is_left_alone(row) else self._again(row, error)
            )
        except (TelegramAPIError, MediaError, ChatError, NoCodeError, UnknownPayloadError) as error:
            return await self._lost(row, error)
        except Exception as error:
            log.exception("message cannot be sent", chat=row.chat_id, step=row.step)
            return self._again(row, error) if is_outage(error) else await self._lost(row, error)

    async def _deliver(self, row: OutboxRow, *, paid: bool) -> Result:
        match row.payload:
            case CheckMember() as question:
                return await self._check(row, question)
            case RemoveMember() as removal:
                return await self._remove(row, removal)
            case CancelSubscription() as cancellation:
                return await self._cancel(row, cancellation)
            case AnswerJoinRequest() as request:
                await self._delivery.invitations.answer(row.chat_id, request)
                return Sent(id=row.id, message_id=None)
        try:
            message_id = await (self._paid.send(row) if paid else self._delivery.send(row))
        except (NotNowError, RefusedError) as error:
            return await self._not_asked(row, error)
        return Sent(id=row.id, message_id=message_id)

    async def _check(self, row: OutboxRow, question: CheckMember) -> Result:
        """Ask Telegram, and call the question answered when the answer is kept."""
        answer = await check(self._delivery.bot, row.chat_id, question)
        return await self._told(row, answer, Sent(id=row.id, message_id=None))

    async def _remove(self, row: OutboxRow, removal: RemoveMember) -> Result:
        """Where it cannot be done, the owners have to."""
        try:
            await self._delivery.invitations.remove(row.chat_id, removal)
        except ChatError as error:
            failed = NotRemoved(funnel=removal.funnel, run=removal.run, reason=str(error))
            return await self._told(row, failed, self._never(row, error))
        return Sent(id=row.id, message_id=None)

    async def _cancel(self, row: OutboxRow, cancellation: CancelSubscription) -> Result:
        """The person is told when Telegram has done it, or cannot."""
        order, done = cancellation.order, Sent(id=row.id, message_id=None)
        try:
            await stars.cancel(self._delivery.bot, row.chat_id, cancellation)
        except RefusedError as error:
            return await self._told(row, NotCancelled(order=order, reason=str(error)), self._never(row, error))
        if not cancellation.known:
            return done
        return await self._told(
            row, SubscriptionChanged(order=order, state="cancelled", staff=cancellation.staff), done
        )

    async def _told(self, row: OutboxRow, news: Input, result: Result) -> Result:
        """The result, when what follows from it is kept."""
        try:
            await self._runner.submit(Incoming(subscriber=row.chat_id, input=news))
        except EndedError:
            return Released(id=row.id)
        return result

    async def _lost(self, row: OutboxRow, error: Exception) -> Result:
        """Goods and presents that can never be sent so are put before the owners."""
        failed, goods = self._never(row, error), row.payload
        if not (isinstance(goods, SendMessage) and goods.purpose == "goods"):
            return failed
        present = PresentFailed(funnel=row.funnel, run=row.run, step=row.step, reason=str(error))
        news = NotDelivered(order=goods.order, reason=str(error)) if goods.order else present
        try:
            return await self._told(row, news, failed)
        except Exception as trouble:  # noqa: BLE001  # the runner has logged it; the goods are tried once more
            return self._again(row, trouble)

    async def _not_asked(self, row: OutboxRow, error: NotNowError | RefusedError) -> Result:
        """The person learns that there is nothing to pay by, and the request is given up when that is kept."""
        assert isinstance(row.payload, AskPayment)
        asked = row.payload
        said = PaymentNotAsked(order=asked.order, method=asked.method, reason=str(error))
        try:
            await self._runner.submit(Incoming(subscriber=row.chat_id, input=said))
        except EndedError:
            return Released(id=row.id)
        return self._never(row, error)

    def _never(self, row: OutboxRow, error: Exception) -> Failed:
        log.error("message given up", chat=row.chat_id, step=row.step, reason=str(error))
        return Failed(id=row.id, reason=str(error))

    def _left(self, row: OutboxRow, error: Exception) -> LeftInDoubt:
        log.warning("left in doubt, not sent again", chat=row.chat_id, step=row.step, reason=str(error))
        return LeftInDoubt(id=row.id, reason=str(error))

    def _again(self, row: OutboxRow, error: Exception) -> Postponed:
        pause = min(timedelta(seconds=2 ** min(row.attempts, 9)), LONGEST_PAUSE)
        log.warning("not sent, will be again", chat=row.chat_id, seconds=pause.total_seconds(), reason=str(error))
        return self._later(row, pause, str(error))

    def _later(self, row: OutboxRow, pause: timedelta, reason: str) -> Postponed:
        return Postponed(id=row.id, until=self._clock.now() + pause, reason=reason)

    async def settled(self) -> bool:
        """Whether nothing is on its way; what has landed is recorded now rather than soon."""
        if self._chats or self._handover.rows:
            return False
        if self._handover.results:
            await self.record()
        return not self._chats and self._handover.empty
