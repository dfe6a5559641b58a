"""Telegram's sending limits as exact windows: never more than N sends in any second, over all and to one chat.

Telegram publishes about 30 a second, 1 a second to a chat, 20 a minute to a group (core.telegram.org/bots/faq); what it
really allows it says by 429, which the sender obeys.
"""

import asyncio
from collections import deque
from collections.abc import Callable

WINDOW = 1.02
"""Seconds. A little more than the one Telegram counts in, because requests do not travel equally fast."""

GROUP_WINDOW = 60.02
PER_GROUP = 20
"""Messages to a group in its window of a minute."""

LONGEST_WAIT = 2.0
"""Seconds a message is held for its turn; one that must wait longer would keep others from being sent."""

_MOST_CHATS = 10_000


class Limits:
    """Tells when the next message may go."""

    def __init__(self, *, per_second: int, per_chat_per_second: int, now: Callable[[], float] | None = None) -> None:
        self.per_second = per_second
        self._overall: deque[float] = deque(maxlen=per_second)
        self._per_chat = per_chat_per_second
        self._chats: dict[int, deque[float]] = {}
        self._groups: dict[int, deque[float]] = {}
        self._now = now or (lambda: asyncio.get_running_loop().time())

    async def wait(self, chat: int) -> float:
        """Return 0 when a message to this chat may go, and count it; at once the seconds, if it must wait long."""
        while (pause := self.reserve(chat)) > 0:
            if pause > LONGEST_WAIT:
                return pause
            await asyncio.sleep(pause)
        return 0.0

    def reserve(self, chat: int) -> float:
        """0 and the place is taken, or the seconds after which it is worth asking again."""
        now = self._now()
        sent = self._chats.get(chat)
        if sent is None:
            self._forget_quiet_chats(now)
            sent = self._chats[chat] = deque(maxlen=self._per_chat)
        windows = [(self._overall, WINDOW), (sent, WINDOW)]
        if chat < 0:
            windows.append((self._groups.setdefault(chat, deque(maxlen=PER_GROUP)), GROUP_WINDOW))
        pause = max(_until_free(window, now, length) for window, length in windows)
        if pause <= 0:
            for window, _ in windows:
                window.append(now)
        return pause

    def _forget_quiet_chats(self, now: float) -> None:
        if len(self._chats) >= _MOST_CHATS:
            self._chats = {chat: sent for chat, sent in self._chats.items() if sent and now - sent[-1] < WINDOW}


def _until_free(sent: "deque[float]", now: float, length: float) -> float:
    return sent[0] + length - now if len(sent) == sent.maxlen else 0.0
