"""Thousands of people who stand where one stands: copies of one person's rows, made in the database at once."""

from bench.crowd import FIRST, copying
from bot.preview.telegram import Person

from .world import World


async def stand_with(bot: World, person: Person, many: int) -> None:
    """So many more people have come as far as this one, and their timers are due at the same moment."""
    for number in range(many):
        bot.telegram.person(id=FIRST + number).room.started = True
    ((journey,),) = bot.rows("SELECT id FROM journeys WHERE subscriber_id = ?", person.id)
    one = f"{FIRST} + i"
    await bot.changes(copying("subscribers", f"id = {person.id}", many, {"id": one}))
    await bot.changes(copying("journeys", f"id = {journey}", many, {"id": one, "subscriber_id": one}))
    await bot.changes(copying("timers", f"journey_id = {journey}", many, {"id": one, "journey_id": one}))
