"""A clock that leaps: after an outage of days, an hour forward, an hour back."""

from datetime import timedelta

from bot.preview.telegram import Person

from .world import World

TALK = """
funnel: talk
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - message: One
        buttons: [Next]
        follow_ups:
          - {after: 1 hour, message: First}
          - {after: 1 day, message: Second}
          - {after: 2 days, message: Third}
        within: 7 days
        otherwise: next
      - message: Two
      - wait: 1 hour
      - message: Three
products: {course: {title: The course, stars: 5, deliver: {text: Here}}}
"""
OFFER = """
funnel: talk
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - offer: course
        text: Buy
        deadline: 2 days
        follow_ups:
          - {after: 1 hour, message: Look at it}
          - {before_deadline: 3 hours, message: It closes}
        otherwise: next
      - message: It has closed
products: {course: {title: The course, stars: 5, deliver: {text: Here}}}
"""


def _heard(person: Person) -> list[str]:
    return [message.text for message in person.chat if message.author == "bot"]


def _sets_back(bot: World, **span: float) -> None:
    """As an operator or the network's time does; people's clocks are those of Telegram."""
    bot.clock.ahead -= timedelta(**span)


async def _sleeps(bot: World, **span: float) -> None:
    """The bot is off for so long."""
    await bot.stops()
    bot.clock.move_to(bot.clock.now() + timedelta(**span))
    await bot.starts()
    await bot.app.ticks.fire_due()
    await bot.rests()


async def test_of_follow_ups_that_came_due_while_the_bot_slept_only_the_latest_comes(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await _sleeps(bot, days=3)
    assert _heard(anna) == ["One", "Third"]
    await bot.passes(days=3)
    assert _heard(anna) == ["One", "Third"]


async def test_a_follow_up_whose_wait_was_over_while_the_bot_slept_does_not_come_and_the_journey_goes_on(
    bot: World,
) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await _sleeps(bot, days=8)
    assert _heard(anna) == ["One", "Two"]


async def test_a_message_that_is_still_of_use_comes_late(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    assert await bot.presses(anna, "Next") == ["Two"]
    await _sleeps(bot, days=30)
    assert _heard(anna) == ["One", "Two", "Three"]


async def test_nobody_is_reminded_of_an_offer_that_closed_while_the_bot_slept(bot: World) -> None:
    await bot.starts(OFFER)
    anna = await bot.meets()
    await _sleeps(bot, days=3)
    assert _heard(anna) == ["Buy", "It has closed"]


async def test_a_clock_that_leaps_forward_and_back_makes_nothing_come_twice_and_holds_up_no_answer(bot: World) -> None:
    await bot.starts(TALK)
    anna = await bot.meets()
    await bot.passes_at_once(hours=1)
    await bot.rests()
    assert _heard(anna) == ["One", "First"]
    _sets_back(bot, hours=1)
    assert "press one of the buttons" in (await bot.says(anna, "Hello"))[0]
    _sets_back(bot, hours=1)
    assert await bot.presses(anna, "Next") == ["Two"]
    await bot.passes(hours=3)
    assert _heard(anna).count("First") == 1
    assert _heard(anna)[-1] == "Three"
