"""Telegram's sending limits as exact windows: never more than N sends in any second, over all and to one chat.

Telegram publishes about 30 a second, 1 a second to a chat, 20 a minute to a group (core.telegram.org/bots/faq); what it
really allows it says by 429, which the sender obeys. Edits share these limits with messages (tdlib/td#2592), and an
album is as many messages as it has items (rubenlagus/TelegramBots#1520).
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count, islice

SPARE = 0.005
"""Seconds each window is longer than Telegram's, for what nobody here can measure."""

WINDOW = 1 + SPARE
GROUP_WINDOW = 60 + SPARE
PER_GROUP = 20
"""Messages to a group in its window of a minute."""

PAID_PER_SECOND = 1000
"""Messages a second at the paid rate, which has a window of its own."""

LONGEST_WAIT = 2.0
"""Seconds a message is held for its turn; one that must wait longer would keep others from being sent."""

LONGEST_429 = 86_400
"""Seconds. Telegram has asked for hours (tdlib/td#1331); who asks for more than a day is asked again after it."""

_MANY_CHATS = 100
"""How many are known before those that went quiet are forgotten; then twice as many as were left."""

QUICKEST = 0.001
"""Seconds there and back before any message has been timed: Telegram is never nearer."""

_FORGET = 1.003
"""What the quickest way there and back is taken to grow by with each message: slower ones in a row are believed."""


class LongWaitError(Exception):
    """The message may not go for so many `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no message may go there for {seconds:.0f} s")
        self.seconds = seconds


@dataclass(eq=False, slots=True, kw_only=True)
class Sending:
    """Messages that go to a chat together; of those that wait the smaller lane goes first, then whoever came first."""

    chat: int
    messages: int = 1
    paid: bool = False
    lane: int = 0
    number: int = 0
    at: float = 0.0
    """When they come to Telegram at the latest, on the clock of the quickest way there."""


_Window = deque[Sending]


class Limits:
    """Tells when the next message may go."""

    def __init__(self, *, per_second: int, per_chat_per_second: int, now: Callable[[], float] | None = None) -> None:
        self.per_second = per_second
        self._overall = _Window(maxlen=per_second)
        self._paid = _Window(maxlen=PAID_PER_SECOND)
        self._per_chat = per_chat_per_second
        self._chats: dict[int, _Window] = {}
        self._many = _MANY_CHATS
        self._groups: dict[int, _Window] = {}
        self._now = now or (lambda: asyncio.get_running_loop().time())
        self._waiting = set[Sending]()
        """Those that wait for a free place over all chats alone."""
        self._numbers = count()
        self._quickest = QUICKEST

    @asynccontextmanager
    async def sending(self, chat: int, messages: int = 1, *, paid: bool = False, lane: int = 0) -> AsyncIterator[None]:
        """Do what is within when so many may go to this chat; whatever Telegram answers, they count.

        Raises:
            LongWaitError: they must wait longer than others can be held up for; said at once.
        """
        sending = Sending(chat=chat, messages=messages, paid=paid, lane=lane, number=next(self._numbers))
        try:
            while (pause := self._pause(sending)) > 0:
                if pause > LONGEST_WAIT:
                    raise LongWaitError(pause)
                await asyncio.sleep(pause)
        finally:
            self._waiting.discard(sending)
        try:
            yield
        finally:
            self.landed(sending)

    def landed(self, sending: Sending) -> None:
        """Telegram has answered: by as much as this took longer than the quickest, it may have come there later.

        Two messages do not travel equally fast, and Telegram counts when they come. From when the answer is there, less
        the quickest way there and back, no message that leaves a window later comes to it within the same window.
        """
        took = self._now() - sending.at
        self._quickest = min(took, self._quickest * _FORGET)
        sending.at += took - self._quickest

    def _pause(self, sending: Sending) -> float:
        """As `reserve`, but of the free places enough are left to those whose turn is earlier."""
        turn = sending.lane, sending.number
        waiting = () if sending.paid else self._waiting
        ahead = sum(other.messages for other in waiting if (other.lane, other.number) < turn)
        pause = self._until_turn(ahead + sending.messages) if ahead else 0.0
        if pause <= 0:
            pause = self.reserve(sending)
        if pause <= 0:
            return 0.0
        if sending.paid or _longest(self._windows_of(sending), self._now(), sending.messages) > 0:
            self._waiting.discard(sending)
            return self.reserve(sending)
        self._waiting.add(sending)
        return pause

    def _until_turn(self, wanted: int) -> float:
        """When so many places are free, with those of whoever comes earlier."""
        if wanted > self.per_second:
            return WINDOW / self.per_second
        return _until_free(self._overall, self._now(), WINDOW, wanted)

    def is_full(self, messages: int = 1) -> bool:
        """Whether so many must wait for the limit over all chats."""
        return _until_free(self._overall, self._now(), WINDOW, messages) > 0

    def reserve(self, sending: Sending) -> float:
        """0 and the places are taken, or the seconds after which it is worth asking again.

        An album larger than a window takes all of it: Telegram lets short bursts through, and the text that belongs to
        an album comes a second after it.
        """
        now = self._now()
        windows = [(self._paid if sending.paid else self._overall, WINDOW), *self._windows_of(sending)]
        pause = _longest(windows, now, sending.messages)
        if pause <= 0:
            sending.at = now
            for window, _ in windows:
                window.extend([sending] * sending.messages)
        return pause

    def _windows_of(self, sending: Sending) -> list[tuple[_Window, float]]:
        """Those of the chat alone, each with its length."""
        chat = sending.chat
        sent = self._chats.get(chat)
        if sent is None:
            self._forget_quiet_chats(self._now())
            sent = self._chats[chat] = _Window(maxlen=self._per_chat)
        if chat > 0:
            return [(sent, WINDOW)]
        return [(sent, WINDOW), (self._groups.setdefault(chat, _Window(maxlen=PER_GROUP)), GROUP_WINDOW)]

    def _forget_quiet_chats(self, now: float) -> None:
        if len(self._chats) >= self._many:
            self._chats = {chat: sent for chat, sent in self._chats.items() if sent and now - sent[-1].at < WINDOW}
            self._many = max(_MANY_CHATS, 2 * len(self._chats))


def _longest(windows: Sequence[tuple[_Window, float]], now: float, messages: int) -> float:
    return max([_until_free(window, now, length, messages) for window, length in windows])


def _until_free(window: _Window, now: float, length: float, messages: int) -> float:
    most = window.maxlen or 0
    too_many = len(window) + min(messages, most) - most
    return max([sent.at for sent in islice(window, too_many)]) + length - now if too_many > 0 else 0.0
