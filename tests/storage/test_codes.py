"""A code is given once: to one order, on both databases, whoever asks at the same time."""

import asyncio
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import codes
from storage.codes import CodeList
from storage.database import Database
from tests.storage.stories import NOW

LIST = CodeList(funnel="shop", file="media/codes.txt")
_numbers = count()
OTHER = CodeList(funnel="club", file="media/codes.txt")


async def stock(database: Database, *lines: str, of: CodeList = LIST) -> None:
    async with database.write() as conn:
        await codes.stock(conn, of, lines)


async def taken(database: Database, order: str, of: CodeList = LIST) -> str | None:
    """As the sender does it: the one the order has, or another."""
    async with database.write() as conn:
        return await codes.given(conn, of, order) or await codes.take(conn, of, order, NOW)


async def left(database: Database, of: CodeList = LIST) -> int:
    async with database.read() as conn:
        return await codes.left(conn, of)


async def test_codes_are_given_in_the_order_of_the_list_and_each_order_keeps_its_own(database: Database) -> None:
    await stock(database, "B", "A")
    assert [await taken(database, order) for order in ("1", "2", "1", "3")] == ["B", "A", "B", None]


async def test_what_is_added_is_given_and_what_is_known_is_not_given_again(database: Database) -> None:
    await stock(database, "A")
    assert await taken(database, "1") == "A"
    await stock(database, "A", "B")
    assert (await left(database), await taken(database, "2"), await left(database)) == (1, "B", 0)


async def test_what_is_added_before_what_is_left_is_given_first(database: Database) -> None:
    await stock(database, "A", "B")
    assert await taken(database, "1") == "A"
    await stock(database, "C", "B")
    assert [await taken(database, order) for order in ("2", "3")] == ["C", "B"]


async def test_a_list_of_the_same_name_in_another_funnel_is_another_list(database: Database) -> None:
    await stock(database, "A")
    await stock(database, "B", of=OTHER)
    assert (await taken(database, "1"), await taken(database, "1", OTHER)) == ("A", "B")
    assert (await taken(database, "2"), await taken(database, "2", OTHER)) == (None, None)


async def test_two_processes_never_give_one_code_twice(database: Database, url: str) -> None:
    await stock(database, *(f"C{number}" for number in range(20)))
    second = await Database.open(url, synchronous="OFF")
    try:
        orders = [str(number) for number in range(20)]
        given_out = await asyncio.gather(*(taken((database, second)[int(order) % 2], order) for order in orders))
    finally:
        await second.close()
    assert len({code for code in given_out if code}) == 20
    assert await left(database) == 0


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.one_of(st.integers(1, 6), st.sampled_from("ABCDEF")), max_size=25))
async def test_whatever_the_order_of_stocking_and_asking(database: Database, acts: list[int | str]) -> None:
    of = CodeList(funnel="shop", file=f"list {next(_numbers)}")
    known, given_out = set[str](), dict[str, str]()
    for act in acts:
        if isinstance(act, str):
            known.add(act)
            await stock(database, act, of=of)
        elif code := await taken(database, str(act), of):
            assert given_out.setdefault(str(act), code) == code
        else:
            assert known == set(given_out.values())
    assert len(set(given_out.values())) == len(given_out)
    assert set(given_out.values()) <= known
    assert await left(database, of) == len(known) - len(given_out)
