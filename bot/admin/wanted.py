"""What an owner writes behind `/orders`, as what to look for: a state, `@name`, a product, a time."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import get_args

from funnels.definition.durations import parse_duration
from funnels.definition.findings import RefusedError
from funnels.engine.orders import Status
from storage.queries.orders import Wanted

STATUSES: tuple[Status, ...] = get_args(Status)


class UnknownWordError(ValueError):
    """The word is none of these; its text is the word."""


def read_wanted(words: str, products: Iterable[str], now: datetime) -> Wanted:
    """`paid @anna course 7 days` as what to look for; raises UnknownWordError."""
    known = set(products)
    statuses: list[Status] = []
    named: list[str] = []
    username, since = "", None
    rest = words.split()
    while rest:
        word = rest.pop(0)
        status = next((status for status in STATUSES if status == word.lower()), None)
        if status:
            statuses.append(status)
        elif word.startswith("@") and len(word) > 1:
            username = word[1:]
        elif word in known:
            named.append(word)
        else:
            length, taken = _length(word, rest)
            since, rest = now - length, rest[taken:]
    return Wanted(statuses=statuses, products=named, username=username, since=since)


def _length(word: str, rest: list[str]) -> tuple[timedelta, int]:
    """`7d`, or `7` with the word behind it; and how many words behind it are of it."""
    for taken in (0, 1):
        try:
            return parse_duration(" ".join([word, *rest[:taken]])), taken
        except RefusedError:
            continue
    raise UnknownWordError(word)
