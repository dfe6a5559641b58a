"""The paid rate is for long queues of timed messages, is counted, and ends when Telegram refuses it."""

from json import loads

from aiogram.methods import SendMessage

from .crowd import FIRST, stand_with
from .test_storm import SCRIPT
from .world import World, until

LIMIT = 2
FREE = 60 * LIMIT
MANY = 200


async def _storm(bot: World, many: int, *, paid: bool) -> None:
    """So many timed messages are due in a moment."""
    await bot.starts(SCRIPT)
    anna = await bot.meets()
    await stand_with(bot, anna, many - 1)
    await bot.starts_anew(send_per_second=LIMIT, paid_broadcast=paid)


def _told(bot: World) -> list[str]:
    """What the owners are told; it stands in the same queue."""
    return [loads(payload)["text"] for (payload,) in bot.rows("SELECT payload FROM outbox WHERE purpose = 'report'")]


async def test_of_a_long_queue_all_but_a_minutes_worth_is_paid_for_and_the_owners_told(bot: World) -> None:
    await _storm(bot, MANY, paid=True)
    made = bot.asked()
    boris = bot.telegram.person()
    await bot.passes_at_once(hours=1)
    await boris.starts()
    await boris.sees("One")
    await until(lambda: len(_told(bot)) == 1)
    sent = [request for _, request in made if isinstance(request, SendMessage)]
    paid = [request.chat_id for request in sent if request.allow_paid_broadcast]
    assert len(set(paid)) == len(paid)
    assert MANY - FREE - 20 <= len(paid) <= MANY - FREE + 10
    (told,) = _told(bot)
    assert f"{len(paid)} messages" in told
    assert f"{len(paid) / 10:g} ⭐" in told
    assert [request.allow_paid_broadcast for request in sent if request.chat_id == boris.id] == [None]


async def test_nothing_is_paid_for_unless_it_is_wanted(bot: World) -> None:
    await _storm(bot, MANY, paid=False)
    made = bot.asked()
    await bot.passes_at_once(hours=1)
    await until(lambda: len(made) > 3 * LIMIT)
    assert not [request for _, request in made if getattr(request, "allow_paid_broadcast", None)]


async def test_a_queue_of_a_minute_is_not_paid_for(bot: World) -> None:
    await _storm(bot, FREE, paid=True)
    made = bot.asked()
    await bot.passes_at_once(hours=1)
    await until(lambda: len(made) > 3 * LIMIT)
    assert not [request for _, request in made if getattr(request, "allow_paid_broadcast", None)]


async def test_refused_it_goes_free_and_the_owners_are_told_once(bot: World) -> None:
    await _storm(bot, MANY, paid=True)
    made = bot.asked()
    refusal = "Bad Request: not enough <Stars>"
    for number in range(20, 24):
        bot.telegram.faults.order(method="sendMessage", chat_id=FIRST + number, error=400, description=refusal)
    await bot.passes_at_once(hours=1)
    await until(lambda: len(_told(bot)) == 2)
    refused, over = sorted(_told(bot), key=lambda text: "refuses" not in text)
    assert "not enough &lt;Stars&gt;" in refused
    assert "went at the paid rate" in over
    before = len(made)
    await until(lambda: len(made) > before + 3)
    assert not [request for _, request in made[before:] if getattr(request, "allow_paid_broadcast", None)]
    assert bot.counts("SELECT count(*) FROM outbox WHERE status = 'failed'") == 0
