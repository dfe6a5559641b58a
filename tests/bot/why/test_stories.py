"""Whole stories, walked through the real bot and told in both languages."""

from tests.bot.shop import BY_HAND, PAID
from tests.bot.why.scripts import BY_LINK, GATE, HANDOFF, SALE, TALK
from tests.bot.why.telling import is_told
from tests.bot.world import World, pay, until


async def test_who_acted_at_once(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets(first_name="Anna", username="anna", language_code="en")
    await bot.passes(minutes=1)
    await bot.presses(anna, "Take it")
    await is_told(bot, anna, "acted")


async def test_who_waits_for_the_sending_hours(bot: World) -> None:
    await bot.starts(TALK)
    await bot.passes(hours=6)
    anna = await bot.meets(first_name="Anna", language_code="en")
    await is_told(bot, anna, "waits_for_the_hours")


async def test_after_the_night_and_to_the_end(bot: World) -> None:
    await bot.starts(TALK)
    await bot.passes(hours=6)
    anna = await bot.meets(first_name="Anna", language_code="en")
    await bot.passes(days=4)
    await is_told(bot, anna, "never_acted")


async def test_who_blocked_the_bot(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets(first_name="Anna", language_code="en")
    await bot.passes(hours=4)
    await anna.blocks()
    await bot.rests()
    await bot.passes(days=2)
    await is_told(bot, anna, "blocked")


async def test_who_asked_for_silence_and_came_back(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets(first_name="Anna", language_code="en")
    await bot.passes(minutes=5)
    await bot.says(anna, "/stop")
    await is_told(bot, anna, "stopped")
    await bot.passes(hours=5)
    await bot.says(anna, "/start")
    await bot.passes(minutes=1)
    await bot.presses(anna, "Take it")
    await is_told(bot, anna, "came_back")


async def test_who_has_not_joined_the_channel(bot: World) -> None:
    bot.telegram.channel("@the_club")
    await bot.starts(GATE)
    anna = await bot.meets(first_name="Anna", language_code="en")
    await is_told(bot, anna, "not_joined")


async def test_whose_offer_has_expired(bot: World) -> None:
    await bot.starts(SALE)
    anna = await bot.meets(first_name="Anna", language_code="en")
    await bot.passes(hours=1)
    await bot.presses(anna, pay(50))
    await bot.passes(days=3)
    await is_told(bot, anna, "expired")


async def test_whose_payment_is_looked_for(bot: World) -> None:
    await bot.starts(SALE)
    anna = await bot.meets(first_name="Anna", language_code="en")
    await bot.passes(minutes=10)
    await bot.presses(anna, BY_HAND)
    await bot.presses(anna, PAID)
    await bot.passes(hours=2)
    await is_told(bot, anna, "payment_pending")


async def test_who_was_handed_over(bot: World) -> None:
    await bot.starts(HANDOFF)
    anna = await bot.meets(first_name="Anna", language_code="en")
    await bot.passes(minutes=1)
    await bot.says(anna, "Hello?")
    await is_told(bot, anna, "handed_over")


async def test_whose_step_has_other_words_by_now(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets(first_name="Anna", language_code="en")
    await bot.starts_anew(TALK.replace("Take the book.", "Take the guide.").replace("id: book", "id: guide"))
    await is_told(bot, anna, "renamed")


async def test_who_never_began(bot: World) -> None:
    bot.has_script(TALK.replace("{default: true}", "{links: [talk]}"))
    await bot.starts(BY_LINK)
    anna = await bot.meets(first_name="Anna", language_code="en")
    await is_told(bot, anna, "never_started")


async def test_what_telegram_puts_off(bot: World) -> None:
    await bot.starts(TALK)
    anna = bot.telegram.person(first_name="Anna", language_code="en")
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, error=429, retry_after=600)
    await anna.starts()
    await until(lambda: bot.counts("SELECT count(*) FROM outbox WHERE reason = '429'") == 1)
    await is_told(bot, anna, "put_off")


async def test_what_telegram_refuses(bot: World) -> None:
    await bot.starts(TALK)
    anna = bot.telegram.person(first_name="Anna", language_code="en")
    bot.telegram.faults.order(
        method="sendMessage", chat_id=anna.id, error=400, description="Bad Request: no such thing"
    )
    await anna.starts()
    await bot.rests()
    await is_told(bot, anna, "refused")


async def test_what_a_night_without_the_bot_leaves_out(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets(first_name="Anna", language_code="en")
    await bot.passes_at_once(days=1, hours=1)
    await bot.rests()
    await is_told(bot, anna, "outage")


async def test_what_nobody_knows_to_have_arrived(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets(first_name="Anna", language_code="en")
    bot.telegram.faults.order(method="sendMessage", chat_id=anna.id, error=504)
    await bot.passes(hours=4)
    await is_told(bot, anna, "in_doubt")
