"""The windows are exact: in no second, over all or to one chat, does more go out than was allowed."""

import asyncio
from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.limits import GROUP_WINDOW, PAID_PER_SECOND, PER_GROUP, WINDOW, Limits


class FakeTime:
    """Seconds that pass only when the test says so."""

    def __init__(self) -> None:
        self.moment = 1000.0

    def __call__(self) -> float:
        return self.moment


def _played(limits: Limits, time: FakeTime, wishes: list[tuple[int, float]], items: int = 1) -> list[tuple[float, int]]:
    """When each message went: chat after chat as wished, the pauses between given, so many messages at once."""
    sent = []
    for chat, pause in wishes:
        time.moment += pause
        while (wait := limits.reserve(chat, items)) > 0:
            time.moment += wait
        sent.extend([(time.moment, chat)] * items)
    return sent


def _most_in_a_window(moments: list[float], length: float) -> int:
    """The most moments in any half-open stretch of this length."""
    return max(bisect_left(moments, moment + length - 1e-9) - number for number, moment in enumerate(moments))


WISHES = st.lists(
    st.tuples(st.integers(1, 4), st.floats(0, 2, allow_nan=False) | st.just(0.0)), min_size=1, max_size=80
)


@given(wishes=WISHES, per_second=st.integers(1, 8), per_chat=st.integers(1, 4))
def test_no_window_holds_more_than_allowed(wishes: list[tuple[int, float]], per_second: int, per_chat: int) -> None:
    time = FakeTime()
    limits = Limits(per_second=per_second, per_chat_per_second=per_chat, now=time)
    sent = _played(limits, time, wishes)
    assert _most_in_a_window([moment for moment, _ in sent], WINDOW) <= per_second
    for chat in {chat for _, chat in sent}:
        assert _most_in_a_window([moment for moment, of in sent if of == chat], WINDOW) <= per_chat


@given(wishes=WISHES, per_second=st.integers(4, 8), items=st.integers(2, 4))
def test_an_album_is_as_many_messages_as_it_has_items(
    wishes: list[tuple[int, float]], per_second: int, items: int
) -> None:
    time = FakeTime()
    limits = Limits(per_second=per_second, per_chat_per_second=4, now=time)
    sent = _played(limits, time, [(-chat, pause) for chat, pause in wishes], items)
    assert _most_in_a_window([moment for moment, _ in sent], WINDOW) <= per_second
    for chat in {chat for _, chat in sent}:
        moments = [moment for moment, of in sent if of == chat]
        assert _most_in_a_window(moments, WINDOW) <= 4
        assert _most_in_a_window(moments, GROUP_WINDOW) <= PER_GROUP


def test_an_album_larger_than_a_window_has_it_for_itself() -> None:
    time = FakeTime()
    limits = Limits(per_second=30, per_chat_per_second=1, now=time)
    assert limits.reserve(1) == 0
    assert limits.reserve(1, 10) == pytest.approx(WINDOW)
    time.moment += WINDOW
    assert limits.reserve(1, 10) == 0
    assert limits.reserve(1) == pytest.approx(WINDOW)


@given(per_second=st.integers(1, 50), seconds=st.integers(1, 5))
def test_all_that_is_allowed_can_be_used(per_second: int, seconds: int) -> None:
    time = FakeTime()
    limits = Limits(per_second=per_second, per_chat_per_second=1000, now=time)
    sent = _played(limits, time, [(chat, 0.0) for chat in range(per_second * seconds)])
    assert sent[-1][0] - sent[0][0] == pytest.approx((seconds - 1) * WINDOW)


def test_a_full_chat_takes_no_place_of_the_others() -> None:
    time = FakeTime()
    limits = Limits(per_second=3, per_chat_per_second=1, now=time)
    assert limits.reserve(1) == 0
    assert limits.reserve(1) == pytest.approx(WINDOW)
    assert limits.reserve(1) == pytest.approx(WINDOW)
    assert limits.reserve(2) == 0
    assert limits.reserve(3) == 0
    assert limits.reserve(4) == pytest.approx(WINDOW)


def test_the_pause_it_names_is_enough() -> None:
    time = FakeTime()
    limits = Limits(per_second=1, per_chat_per_second=1, now=time)
    limits.reserve(1)
    time.moment += 0.4
    pause = limits.reserve(1)
    time.moment += pause
    assert limits.reserve(1) == 0


def test_chats_that_went_quiet_are_forgotten_and_busy_ones_are_not() -> None:
    time = FakeTime()
    limits = Limits(per_second=1000, per_chat_per_second=1, now=time)
    for chat in range(10_001):
        time.moment += 0.01
        assert limits.reserve(chat) == 0
    assert len(limits._chats) <= 1_000
    assert limits.reserve(9_950) > 0


@given(wishes=st.lists(st.tuples(st.just(-1) | st.integers(-2, 2), st.floats(0, 2, allow_nan=False)), max_size=120))
def test_a_group_gets_no_more_than_telegram_allows_in_a_minute(wishes: list[tuple[int, float]]) -> None:
    time = FakeTime()
    sent = _played(Limits(per_second=30, per_chat_per_second=2, now=time), time, wishes)
    for chat in {chat for _, chat in sent if chat < 0}:
        assert _most_in_a_window([moment for moment, of in sent if of == chat], GROUP_WINDOW) <= PER_GROUP


async def test_who_must_wait_long_is_told_at_once() -> None:
    time = FakeTime()
    limits = Limits(per_second=30, per_chat_per_second=30, now=time)
    assert [await limits.wait(-1) for _ in range(PER_GROUP)] == [0.0] * PER_GROUP
    assert await limits.wait(-1) == pytest.approx(GROUP_WINDOW)
    time.moment += GROUP_WINDOW
    assert await limits.wait(-1) == 0.0


def test_the_paid_rate_has_a_window_of_its_own_but_not_for_a_chat() -> None:
    time = FakeTime()
    limits = Limits(per_second=2, per_chat_per_second=1, now=time)
    assert not limits.is_full()
    assert limits.is_full(2) is False
    assert [limits.reserve(chat) for chat in (1, 2)] == [0, 0]
    assert limits.is_full()
    paid = [limits.reserve(chat, paid=True) for chat in range(10, 1012)]
    assert (paid.count(0), paid[1000:]) == (1000, [pytest.approx(WINDOW)] * 2)
    time.moment += WINDOW / 2
    assert limits.reserve(10, paid=True) == pytest.approx(WINDOW / 2)


async def test_of_those_that_wait_the_first_lane_goes_first_and_then_whoever_came_first() -> None:
    limits = Limits(per_second=2, per_chat_per_second=1)
    went: list[str] = []

    async def wait(chat: int, lane: int, name: str) -> None:
        assert await limits.wait(chat, lane=lane) == 0
        went.append(name)

    await asyncio.gather(
        wait(1, 1, "timed"),
        wait(2, 1, "timed, too"),
        *(wait(chat, 1, f"timed later {chat}") for chat in (3, 4, 5)),
        wait(6, 0, "answer"),
    )
    assert went == ["timed", "timed, too", "answer", "timed later 3", "timed later 4", "timed later 5"]


async def test_whoever_waits_for_a_chat_keeps_no_place_from_others() -> None:
    limits = Limits(per_second=3, per_chat_per_second=1)
    went: list[int] = []

    async def wait(chat: int, lane: int) -> None:
        assert await limits.wait(chat, lane=lane) == 0
        went.append(chat)

    await asyncio.gather(wait(1, 0), wait(1, 0), wait(2, 1), wait(3, 1))
    assert went == [1, 2, 3, 1]


async def test_whoever_gives_up_waiting_keeps_no_place_either() -> None:
    limits = Limits(per_second=1, per_chat_per_second=1)
    assert await limits.wait(1) == 0
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(limits.wait(2), 0.05)
    async with asyncio.timeout(2 * WINDOW):
        assert await limits.wait(3, lane=1) == 0


async def test_whoever_waits_for_the_paid_rate_keeps_no_place_of_the_free_one() -> None:
    limits = Limits(per_second=2, per_chat_per_second=1)
    for chat in range(2, PAID_PER_SECOND + 2):
        assert limits.reserve(chat, paid=True) == 0
    assert limits.reserve(PAID_PER_SECOND + 2) == 0
    went: list[str] = []

    async def wait(name: str, chat: int, *, paid: bool) -> None:
        assert await limits.wait(chat, paid=paid) == 0
        went.append(name)

    await asyncio.gather(wait("paid", -1, paid=True), wait("free", 1, paid=False))
    assert went == ["free", "paid"]
