"""What Telegram lets through at a time, and what it says when that was too much."""

from datetime import timedelta

from aiogram.methods import SendMessage

from bot.limits import PER_GROUP
from tests.bot.world import EITHER_WAY, World, until

from .talk import TALK, THREE, heard

pytestmark = EITHER_WAY

GROUP = -100777
HANDOFF = """
funnel: walk
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - handoff: "{{ first_name }} wants a project"
        text: A manager will write here.
      - message: Goodbye.
"""


async def test_429_holds_that_chat_only_and_keeps_its_order(bot: World) -> None:
    await bot.starts(TALK)
    anna = bot.telegram.person(first_name="Anna")
    boris = bot.telegram.person(first_name="Boris")
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, error=429, retry_after=3600)
    await anna.starts()
    await until(lambda: not len(bot.telegram.faults))
    await boris.starts()
    await boris.sees("Three")
    await anna.writes("Are you there?")
    anna.sees_nothing_new()
    await until(lambda: bot.app.context.runner.idle)
    anna.sees_nothing_new()
    bot.clock.move_to(bot.clock.now() + timedelta(seconds=3590))
    await boris.writes("x")
    await boris.sees("press one of the buttons")
    anna.sees_nothing_new()
    bot.clock.move_to(bot.clock.now() + timedelta(seconds=11))
    await bot.rests()
    assert heard(anna)[:3] == THREE
    assert "press one of the buttons" in heard(anna)[3]


async def test_hours_of_429_are_waited_for_in_the_outbox_also_while_the_bot_is_stopped(bot: World) -> None:
    await bot.starts(TALK)
    anna, boris = bot.telegram.person(), bot.telegram.person()
    bot.telegram.faults.order(method="sendMessage", error=429, retry_after=10_072)
    began = bot.clock.now()
    await anna.starts()
    await until(lambda: bot.counts("SELECT count(*) FROM outbox WHERE attempts = 1") == 1)
    due = bot.counts("SELECT due_at FROM outbox WHERE attempts = 1") / 1e6 - 10_072
    assert began.timestamp() <= due <= bot.clock.now().timestamp()
    await bot.starts_anew()
    await boris.starts()
    await boris.sees("Three")
    anna.sees_nothing_new()
    bot.clock.move_to(began + timedelta(seconds=10_080))
    await bot.rests()
    assert heard(anna)[:3] == THREE
    assert heard(anna).count("One") == 1


async def test_so_many_a_second_go_out_over_all_and_to_one_chat(bot: World) -> None:
    await bot.starts(TALK, send_per_second=10, send_per_chat_per_second=2)
    asked = bot.asked()
    people = [bot.telegram.person() for _ in range(4)]
    for person in people:
        await person.starts()
    await bot.rests()
    assert all(heard(person) == THREE for person in people)
    sent = [(at, request.chat_id) for at, request in asked if isinstance(request, SendMessage)]
    assert all(later - first >= 1 for (first, _), (later, _) in zip(sent, sent[10:], strict=False))
    for person in people:
        of_them = [at for at, chat in sent if chat == person.id]
        assert of_them[2] - of_them[0] >= 1


async def test_a_group_gets_a_minutes_worth_and_the_rest_waits_for_the_next_minute(bot: World) -> None:
    group = bot.telegram.group("Managers", GROUP)
    await bot.starts(HANDOFF, manager_ids=[GROUP])
    people = [bot.telegram.person() for _ in range(PER_GROUP + 2)]
    for person in people:
        await person.starts()
    for person in people:
        await person.sees("A manager will write here.")
    await until(lambda: bot.counts("SELECT count(*) FROM outbox WHERE chat_id = ? AND status = 'pending'", GROUP) == 2)
    assert sum("wants a project" in message.text for message in group.chat) == PER_GROUP
    ((until_when,),) = bot.rows("SELECT due_at FROM outbox WHERE chat_id = ? AND reason = 'limit of a group'", GROUP)
    now = bot.clock.now().timestamp()
    assert now < until_when / 1e6 <= now + 61, "the second waits behind it"
