"""Telegram's sending limits as exact sliding windows: at most so many messages in any stretch of that length.

The true limits are not published; these are the documented figures.
"""

import math
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from .errors import too_many_requests

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Messages per window; None switches a window off. Paid broadcasts have a window of their own."""

    per_second: int | None = 30
    per_chat_per_second: int | None = 1
    per_group_per_minute: int | None = 20
    paid_per_second: int | None = 1000


class Window:
    """The moments of the latest sends, at most as many as the limit."""

    def __init__(self, limit: int, length: timedelta) -> None:
        self._moments: deque[datetime] = deque(maxlen=limit)
        self._length = length

    def wait(self, now: datetime, messages: int) -> timedelta:
        """How long until so many more fit, or the window is empty; zero or less when they fit now."""
        most = self._moments.maxlen or 0
        too_many = len(self._moments) + min(messages, most) - most
        return self._moments[too_many - 1] + self._length - now if too_many > 0 else timedelta(0)

    def note(self, now: datetime, messages: int) -> None:
        self._moments.extend([now] * messages)


class Limiter:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._windows: dict[int | str, Window] = {}

    def take(self, chat_id: int, now: datetime, *, messages: int = 1, paid: bool = False) -> None:
        """Count a message to this chat, or an album of so many: each of them counts.

        Raises:
            ApiError: 429 with the seconds until the fullest window has room; nothing is counted then.
        """
        windows = self._of(chat_id, paid=paid)
        wait = max((window.wait(now, messages) for window in windows), default=timedelta(0))
        if wait > timedelta(0):
            raise too_many_requests(max(1, math.ceil(wait.total_seconds())))
        for window in windows:
            window.note(now, messages)

    def _of(self, chat_id: int, *, paid: bool) -> list[Window]:
        limits = self._limits
        whole = ("paid", limits.paid_per_second) if paid else ("all", limits.per_second)
        chat = (limits.per_group_per_minute, MINUTE) if chat_id < 0 else (limits.per_chat_per_second, SECOND)
        found = []
        for key, limit, length in ((whole[0], whole[1], SECOND), (chat_id, *chat)):
            if limit is not None:
                window = self._windows.get(key)
                if window is None:
                    window = self._windows[key] = Window(limit, length)
                found.append(window)
        return found
