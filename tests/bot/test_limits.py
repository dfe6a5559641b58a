"""The windows are exact: in no second, over all or to one chat, does more go out than was allowed."""

import asyncio
from bisect import bisect_left
from dataclasses import dataclass, field
from heapq import heappop, heappush

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.limits import GROUP_WINDOW, PAID_PER_SECOND, PER_GROUP, QUICKEST, WINDOW, Limits, LongWaitError, Sending


class FakeTime:
    """Seconds that pass only when the test says so."""

    def __init__(self) -> None:
        self.moment = 1000.0

    def __call__(self) -> float:
        return self.moment


def _reserve(limits: Limits, chat: int, *, messages: int = 1, paid: bool = False) -> float:
    return limits.reserve(Sending(chat=chat, messages=messages, paid=paid))


def _played(limits: Limits, time: FakeTime, wishes: list[tuple[int, float]], items: int = 1) -> list[tuple[float, int]]:
    """When each message went: chat after chat as wished, the pauses between given, so many messages at once."""
    sent = []
    for chat, pause in wishes:
        time.moment += pause
        while (wait := _reserve(limits, chat, messages=items)) > 0:
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


@dataclass
class Road:
    """To Telegram and back, with how long each message travels both ways; says when each came there."""

    limits: Limits
    time: FakeTime
    arrivals: list[float] = field(default_factory=list)
    under_way: list[tuple[float, int, Sending]] = field(default_factory=list)

    def send(self, there: float, back: float) -> None:
        """The next message, as soon as the limits allow."""
        sending = Sending(chat=len(self.arrivals))
        self._pass_to(self.time.moment)
        while (pause := self.limits.reserve(sending)) > 0:
            self._pass_to(min([self.time.moment + pause, *(landing for landing, *_ in self.under_way[:1])]))
        self.arrivals.append(self.time.moment + there)
        heappush(self.under_way, (self.time.moment + there + back, sending.chat, sending))

    def _pass_to(self, moment: float) -> None:
        while self.under_way and self.under_way[0][0] <= moment:
            self.time.moment, _, sending = heappop(self.under_way)
            self.limits.landed(sending)
        self.time.moment = moment


TRAVELS = st.lists(st.tuples(st.floats(0, 0.4), st.floats(0, 0.4)), min_size=2, max_size=80)


@given(travels=TRAVELS, per_second=st.integers(1, 8), quickest=st.sampled_from([0.0, QUICKEST, 0.01]))
def test_telegram_counts_no_more_than_allowed_however_unequally_messages_travel(
    travels: list[tuple[float, float]], per_second: int, quickest: float
) -> None:
    time = FakeTime()
    road = Road(Limits(per_second=per_second, per_chat_per_second=1, now=time), time)
    for there, back in [(0.0, 0.0), *travels]:
        road.send(there + quickest / 2, back + quickest / 2)
    assert _most_in_a_window(sorted(road.arrivals), 1) <= per_second


@pytest.mark.parametrize("there_and_back", [0.002, 0.05, 0.3])
def test_all_that_is_allowed_can_be_used_however_far_away_telegram_is(there_and_back: float) -> None:
    time = FakeTime()
    road = Road(Limits(per_second=30, per_chat_per_second=1, now=time), time)
    for _ in range(3000):
        road.send(there_and_back / 2, there_and_back / 2)
    assert 30 / (road.arrivals[-1] - road.arrivals[-31]) == pytest.approx(30 / WINDOW, rel=0.005)


def test_an_album_larger_than_a_window_has_it_for_itself() -> None:
    time = FakeTime()
    limits = Limits(per_second=30, per_chat_per_second=1, now=time)
    assert _reserve(limits, 1) == 0
    assert _reserve(limits, 1, messages=10) == pytest.approx(WINDOW)
    time.moment += WINDOW
    assert _reserve(limits, 1, messages=10) == 0
    assert _reserve(limits, 1) == pytest.approx(WINDOW)


@given(per_second=st.integers(1, 50), seconds=st.integers(1, 5))
def test_all_that_is_allowed_can_be_used(per_second: int, seconds: int) -> None:
    time = FakeTime()
    limits = Limits(per_second=per_second, per_chat_per_second=1000, now=time)
    sent = _played(limits, time, [(chat, 0.0) for chat in range(per_second * seconds)])
    assert sent[-1][0] - sent[0][0] == pytest.approx((seconds - 1) * WINDOW)


def test_a_full_chat_takes_no_place_of_the_others() -> None:
    time = FakeTime()
    limits = Limits(per_second=3, per_chat_per_second=1, now=time)
    assert _reserve(limits, 1) == 0
    assert _reserve(limits, 1) == pytest.approx(WINDOW)
    assert _reserve(limits, 1) == pytest.approx(WINDOW)
    assert _reserve(limits, 2) == 0
    assert _reserve(limits, 3) == 0
    assert _reserve(limits, 4) == pytest.approx(WINDOW)


def test_the_pause_it_names_is_enough() -> None:
    time = FakeTime()
    limits = Limits(per_second=1, per_chat_per_second=1, now=time)
    _reserve(limits, 1)
    time.moment += 0.4
    pause = _reserve(limits, 1)
    time.moment += pause
    assert _reserve(limits, 1) == 0


def test_chats_that_went_quiet_are_forgotten_and_busy_ones_are_not() -> None:
    time = FakeTime()
    limits = Limits(per_second=1000, per_chat_per_second=1, now=time)
    for chat in range(10_001):
        time.moment += 0.01
        assert _reserve(limits, chat) == 0
    assert len(limits._chats) <= 250
    assert _reserve(limits, 9_950) > 0


@given(wishes=st.lists(st.tuples(st.just(-1) | st.integers(-2, 2), st.floats(0, 2, allow_nan=False)), max_size=120))
def test_a_group_gets_no_more_than_telegram_allows_in_a_minute(wishes: list[tuple[int, float]]) -> None:
    time = FakeTime()
    sent = _played(Limits(per_second=30, per_chat_per_second=2, now=time), time, wishes)
    for chat in {chat for _, chat in sent if chat < 0}:
        assert _most_in_a_window([moment for moment, of in sent if of == chat], GROUP_WINDOW) <= PER_GROUP


async def test_who_must_wait_long_is_told_at_once() -> None:
    time = FakeTime()
    limits = Limits(per_second=30, per_chat_per_second=30, now=time)
    for _ in range(PER_GROUP):
        async with limits.sending(-1):
            pass
    with pytest.raises(LongWaitError) as wait:
        async with limits.sending(-1):
            pytest.fail("one too many")
    assert wait.value.seconds == pytest.approx(GROUP_WINDOW)
    time.moment += GROUP_WINDOW
    async with limits.sending(-1):
        pass


def test_the_paid_rate_has_a_window_of_its_own_but_not_for_a_chat() -> None:
    time = FakeTime()
    limits = Limits(per_second=2, per_chat_per_second=1, now=time)
    assert not limits.is_full()
    assert limits.is_full(2) is False
    assert [_reserve(limits, chat) for chat in (1, 2)] == [0, 0]
    assert limits.is_full()
    paid = [_reserve(limits, chat, paid=True) for chat in range(10, 1012)]
    assert (paid.count(0), paid[1000:]) == (1000, [pytest.approx(WINDOW)] * 2)
    time.moment += WINDOW / 2
    assert _reserve(limits, 10, paid=True) == pytest.approx(WINDOW / 2)


async def test_of_those_that_wait_the_first_lane_goes_first_and_then_whoever_came_first() -> None:
    limits = Limits(per_second=2, per_chat_per_second=1)
    went: list[str] = []

    async def wait(chat: int, lane: int, name: str) -> None:
        async with limits.sending(chat, lane=lane):
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
        async with limits.sending(chat, lane=lane):
            went.append(chat)

    await asyncio.gather(wait(1, 0), wait(1, 0), wait(2, 1), wait(3, 1))
    assert went == [1, 2, 3, 1]


async def test_whoever_gives_up_waiting_keeps_no_place_either() -> None:
    limits = Limits(per_second=1, per_chat_per_second=1)
    async with limits.sending(1):
        pass
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05), limits.sending(2):
            pytest.fail("there was no place")
    async with asyncio.timeout(2 * WINDOW), limits.sending(3, lane=1):
        pass


async def test_whoever_waits_for_the_paid_rate_keeps_no_place_of_the_free_one() -> None:
    limits = Limits(per_second=2, per_chat_per_second=1)
    for chat in range(2, PAID_PER_SECOND + 2):
        assert _reserve(limits, chat, paid=True) == 0
    assert _reserve(limits, PAID_PER_SECOND + 2) == 0
    went: list[str] = []

    async def wait(name: str, chat: int, *, paid: bool) -> None:
        async with limits.sending(chat, paid=paid):
            went.append(name)

    await asyncio.gather(wait("paid", -1, paid=True), wait("free", 1, paid=False))
    assert went == ["free", "paid"]
