"""Many ids in one statement: in portions a database takes, of few sizes, so that its plan is found again."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncConnection

T = TypeVar("T", bound=Hashable)

MOST = 4096
"""Ids in one statement; both databases take about 32,000 parameters."""


def portions(ids: Iterable[T]) -> Iterator[Sequence[T]]:
    """The ids, each once, filled up to a power of two by repeating the last one."""
    left = list(dict.fromkeys(ids))
    for start in range(0, len(left), MOST):
        portion = left[start : start + MOST]
        size = 1 << (len(portion) - 1).bit_length()
        yield portion + portion[-1:] * (size - len(portion))


async def among(conn: AsyncConnection, query: Select[tuple[Any]], ids: Iterable[T]) -> set[T]:
    """What the query, whose one parameter is `ids`, finds of them."""
    found: set[T] = set()
    for portion in portions(ids):
        found.update((await conn.execute(query, {"ids": portion})).scalars())
    return found
