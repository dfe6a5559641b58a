"""Faults by chance on whatever the bot asks of Telegram, and on what Telegram brings it; each is counted.

A sending that broke off is noted by its chat: nobody but Telegram knows whether it was carried out.
"""

from collections import Counter
from collections.abc import Callable
from random import Random

from bot.preview.telegram.faults import Fault, Faults

SENDING = frozenset({"sendMessage", "sendPhoto", "sendDocument", "sendInvoice", "copyMessage"})
ANSWERING = frozenset({"answerCallbackQuery", "answerPreCheckoutQuery", "editMessageText", "editMessageReplyMarkup"})
SETTING_UP = frozenset({"setWebhook", "deleteWebhook", "getMyCommands", "setMyCommands"})
WEBHOOK = "webhook"
"""What the stand-in calls it when it brings an update."""

SOMETIMES = 0.02
"""The share of calls that meet a fault on an ordinary day."""

BURST = 0.3
"""And while it is bad; calls after whose faults the bot rests for a second, at most SOMETIMES."""

LONGEST_429 = 25
"""Seconds."""

MOST_IN_A_CHAT = 2
"""Faults of one chat at one moment: together they put a message off by less than the minute until the next moment."""

SLOWING = SETTING_UP | {"getUpdates"}

Make = Callable[[Random], Fault]

_BREAKS: dict[str, Make] = {
    "dropped before execution": lambda _: Fault(drop="before"),
    "dropped after execution": lambda _: Fault(drop="after"),
}
_OUTAGES: dict[str, Make] = {
    "429": lambda chance: Fault(error=429, retry_after=chance.randint(1, LONGEST_429)),
    "5xx": lambda chance: Fault(error=chance.choice((500, 502, 503, 504))),
}
_SLOW: dict[str, Make] = {"slow": lambda chance: Fault(delay=chance.uniform(0.01, 0.06))}
_SHORT_429: dict[str, Make] = {"429": lambda _: Fault(error=429, retry_after=1)}

_TWICE: dict[str, Make] = {"update again": lambda _: Fault(duplicate_update=True)}

KINDS: dict[str, dict[str, Make]] = {
    **{method: {**_BREAKS, **_OUTAGES, **_SLOW} for method in SENDING},
    **{method: {**_BREAKS, **_OUTAGES, **_SHORT_429, **_SLOW} for method in ANSWERING},
    **{method: {**_BREAKS, **_OUTAGES, **_SHORT_429} for method in SETTING_UP},
    "getUpdates": {**_BREAKS, **_OUTAGES, **_SHORT_429},
    WEBHOOK: {
        "update not brought": _BREAKS["dropped before execution"],
        "update again": _BREAKS["dropped after execution"],
    },
}
"""What can happen to each call; the others always succeed."""


class Storm(Faults):
    """Takes the place of the faults that tests order."""

    def __init__(self, chance: Random) -> None:
        super().__init__()
        self._chance = chance
        self._rate = 0.0
        self._in_chat: Counter[int] = Counter()
        self.met: Counter[str] = Counter()
        """How many calls met which kind."""
        self.executed: Counter[int] = Counter()
        """By chat, how many messages were sent whose answer was lost: each may come again."""

    def begins(self, rate: float) -> None:
        """From now on, until the next moment, this share of the calls meet a fault."""
        self._rate = rate
        self._in_chat.clear()

    def __len__(self) -> int:
        return super().__len__() + (self._rate > 0)

    def take(self, method: str, chat_id: int | None, *, duplicate_update: bool = False) -> Fault | None:
        """By chance a fault of a kind that this call can meet."""
        kinds = _TWICE if duplicate_update else KINDS.get(method)
        if not kinds or self._chance.random() >= self._share(method, duplicate_update=duplicate_update):
            return None
        if chat_id is not None:
            self._in_chat[chat_id] += 1
            if self._in_chat[chat_id] > MOST_IN_A_CHAT:
                return None
        kind = min(sorted(kinds), key=lambda kind: (self.met[kind], self._chance.random()))  # none is left out
        fault = kinds[kind](self._chance)
        self.met[kind] += 1
        if fault.drop == "after" and method in SENDING and chat_id is not None:
            self.executed[chat_id] += 1
        return fault

    def _share(self, method: str, *, duplicate_update: bool) -> float:
        """How often such a call meets a fault now."""
        if duplicate_update:
            return min(self._rate * 5, BURST)
        return min(self._rate, SOMETIMES) if method in SLOWING else self._rate
