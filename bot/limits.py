"""Telegram's sending limits as exact windows: never more than N sends in any second, over all and to one chat.

Telegram publishes about 30 a second, 1 a second to a chat, 20 a minute to a group (core.telegram.org/bots/faq); what it
really allows it says by 429, which the sender obeys. Edits share these limits with messages (tdlib/td#2592), and an
album is as many messages as it has items (rubenlagus/TelegramBots#1520).
"""

import asyncio
from collections import deque
from collections.abc import Callable
from itertools import count

WINDOW = 1.02
"""Seconds. A little more than the one Telegram counts in, because requests do not travel equally fast."""

GROUP_WINDOW = 60.02
PER_GROUP = 20
"""Messages to a group in its window of a minute."""

PAID_PER_SECOND = 1000
"""Messages a second at the paid rate, which has a window of its own."""

LONGEST_WAIT = 2.0
"""Seconds a message is held for its turn; one that must wait longer would keep others from being sent."""

LONGEST_429 = 86_400
"""Seconds. Telegram has asked for hours (tdlib/td#1331); who asks for more than a day is asked again after it."""

_MANY_CHATS = 1_000
"""How many are known before those that went quiet are forgotten; then twice as many as were left."""

_Turn = tuple[int, int]
"""The lane, and a number that grows."""


class Limits:
    """Tells when the next message may go."""

    def __init__(self, *, per_second: int, per_chat_per_second: int, now: Callable[[], float] | None = None) -> None:
        self.per_second = per_second
        self._overall: deque[float] = deque(maxlen=per_second)
        self._paid: deque[float] = deque(maxlen=PAID_PER_SECOND)
        self._per_chat = per_chat_per_second
        self._chats: dict[int, deque[float]] = {}
        self._many = _MANY_CHATS
        self._groups: dict[int, deque[float]] = {}
        self._now = now or (lambda: asyncio.get_running_loop().time())
        self._turns: dict[_Turn, int] = {}
        """Those that wait for a free place over all chats alone, with how many messages each."""
        self._numbers = count()

    async def wait(self, chat: int, messages: int = 1, *, paid: bool = False, lane: int = 0) -> float:
        """Return 0 when so many may go to this chat, and count them; at once the seconds, if they must wait long.

        Where many wait for the limit over all chats, the smaller lane goes first, and in it whoever came first.
        """
        turn = lane, next(self._numbers)
        try:
            while (pause := self._pause(turn, chat, messages, paid=paid)) > 0:
                if pause > LONGEST_WAIT:
                    return pause
                await asyncio.sleep(pause)
        finally:
            self._turns.pop(turn, None)
        return 0.0

    def _pause(self, turn: _Turn, chat: int, messages: int, *, paid: bool) -> float:
        """As `reserve`, but of the free places enough are left to those whose turn is earlier."""
        now = self._now()
        pause = max(_until_free(window, now, length, messages) for window, length in self._windows_of(chat))
        if paid or pause > 0:
            self._turns.pop(turn, None)
            return self.reserve(chat, messages, paid=paid)
        ahead = sum(many for other, many in self._turns.items() if other < turn)
        if ahead:
            full = ahead + messages > self.per_second
            pause = WINDOW / self.per_second if full else _until_free(self._overall, now, WINDOW, ahead + messages)
        if pause <= 0:
            pause = self.reserve(chat, messages)
        if pause > 0:
            self._turns[turn] = messages
        return pause

    def is_full(self, messages: int = 1) -> bool:
        """Whether so many must wait for the limit over all chats."""
        return _until_free(self._overall, self._now(), WINDOW, messages) > 0

    def reserve(self, chat: int, messages: int = 1, *, paid: bool = False) -> float:
        """0 and the places are taken, or the seconds after which it is worth asking again.

        An album larger than a window takes all of it: Telegram lets short bursts through, and the text that belongs to
        an album comes a second after it.
        """
        now = self._now()
        windows = [(self._paid if paid else self._overall, WINDOW), *self._windows_of(chat)]
        pause = max(_until_free(window, now, length, messages) for window, length in windows)
        if pause <= 0:
            for window, _ in windows:
                window.extend([now] * messages)
        return pause

    def _windows_of(self, chat: int) -> "list[tuple[deque[float], float]]":
        """Those of the chat alone, each with its length."""
        sent = self._chats.get(chat)
        if sent is None:
            self._forget_quiet_chats(self._now())
            sent = self._chats[chat] = deque(maxlen=self._per_chat)
        if chat > 0:
            return [(sent, WINDOW)]
        return [(sent, WINDOW), (self._groups.setdefault(chat, deque(maxlen=PER_GROUP)), GROUP_WINDOW)]

    def _forget_quiet_chats(self, now: float) -> None:
        if len(self._chats) >= self._many:
            self._chats = {chat: sent for chat, sent in self._chats.items() if sent and now - sent[-1] < WINDOW}
            self._many = max(_MANY_CHATS, 2 * len(self._chats))


def _until_free(sent: "deque[float]", now: float, length: float, messages: int) -> float:
    most = sent.maxlen or 0
    too_many = len(sent) + min(messages, most) - most
    return sent[too_many - 1] + length - now if too_many > 0 else 0.0
