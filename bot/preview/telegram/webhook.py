"""A webhook as Telegram serves it: an update at a time from each queue, until the bot answers 2xx or it expires.

A chat's messages are one queue; presses, payment questions and changes of membership are others (Client.cpp,
webhook_queue_id). After a failure the update comes again at once, then after a delay that doubles up to a minute or
two, or as long after as `Retry-After` says (WebhookActor.cpp, on_update_error).
"""

import asyncio
import random
from collections import deque
from typing import Any

import aiohttp

from bot.tasks import spawn

from .faults import Faults
from .updates import Update, Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of the header, no secret
PATIENCE = 60.0
"""Seconds the bot has for its answer."""

LONGEST_DELAY = 60.0
LONGEST_RETRY_AFTER = 3600.0
CLOSED = "Webhook connection closed"

_PERSONAL = {
    "callback_query": 2,
    "shipping_query": 4,
    "pre_checkout_query": 4,
    "chat_member": 6,
    "chat_join_request": 6,
}

Queue = tuple[int, int]


class Webhook:
    """Brings what waits in `updates` to the address; `last_error` is what went wrong last, and when (Unix seconds)."""

    def __init__(self, updates: Updates, faults: Faults, *, url: str, secret: str, most_at_once: int) -> None:
        self.url = url
        self.most_at_once = most_at_once
        self.last_error: tuple[str, int] | None = None
        self._updates = updates
        self._faults = faults
        self._secret = secret
        self._places = asyncio.Semaphore(most_at_once)
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE))
        self._queues: dict[Queue, deque[Update]] = {}
        self._serving: set[asyncio.Task[None]] = set()
        for update in updates.waiting():
            self._put(update)
        updates.bring = self._put

    async def end(self) -> None:
        """Bring nothing more; what is on its way is cut off, and waits."""
        self._updates.bring = None
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)
        await self._session.close()

    def _put(self, update: Update) -> None:
        """Behind what its queue has already; a queue that is empty is begun."""
        queue = _queue_of(update)
        if queue in self._queues:
            self._queues[queue].append(update)
            return
        self._queues[queue] = deque((update,))
        task = spawn(self._serve(queue), name="stand-in webhook")
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def _serve(self, queue: Queue) -> None:
        """Bring the updates of one queue one after another until there are none."""
        waiting = self._queues[queue]
        while waiting:
            await self._bring(waiting[0])
            waiting.popleft()
        del self._queues[queue]

    async def _bring(self, update: Update) -> None:
        """Until it is taken or has expired."""
        delay, has_failed = 1.0, False
        while self._updates.waits(update):
            async with self._places:
                error, retry_after = await self._post(update)
            if not error:
                self._updates.confirm(update)
                return
            self.last_error = (error, self._updates.timestamp())
            if has_failed and not retry_after:
                delay = min(delay * 2, random.uniform(LONGEST_DELAY, LONGEST_DELAY * 2))  # noqa: S311  # as Telegram does; nothing is secret
            await asyncio.sleep(retry_after or (delay if has_failed else 0))
            has_failed = True

    async def _post(self, update: Update) -> tuple[str, float]:
        """What was wrong with the answer, empty where nothing was; the seconds it asked to wait."""
        fault = self._faults.take("webhook", None)
        if fault is not None and fault.delay:
            await asyncio.sleep(fault.delay)
        if fault is not None and fault.drop == "before":
            return CLOSED, 0
        try:
            headers = {SECRET_HEADER: self._secret} if self._secret else {}
            async with self._session.post(self.url, json=update, headers=headers, allow_redirects=False) as answer:
                await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return str(error) or CLOSED, 0
        if fault is not None and fault.drop == "after":
            return CLOSED, 0
        if answer.ok:
            return "", 0
        return f"Wrong response from the webhook: {answer.status} {answer.reason}", _seconds(answer)


def _seconds(answer: aiohttp.ClientResponse) -> float:
    asked = answer.headers.get("Retry-After", "")
    return min(float(asked), LONGEST_RETRY_AFTER) if asked.isdecimal() else 0.0


def _queue_of(update: Update) -> Queue:
    kind, body = next(((name, value) for name, value in update.items() if name != "update_id"), ("", None))
    if not isinstance(body, dict):
        return 0, int(update["update_id"])
    if kind in _PERSONAL:
        return _PERSONAL[kind], _id_of(body, "from")
    return (5 if kind == "my_chat_member" else 0), _id_of(body, "chat")


def _id_of(body: dict[str, Any], name: str) -> int:
    found = body.get(name)
    return int(found["id"]) if isinstance(found, dict) else 0
