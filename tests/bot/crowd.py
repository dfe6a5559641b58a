"""Thousands of people who stand where one stands: copies of one person's rows, made in the database at once."""

from bot.preview.telegram import Person

from .world import World

FIRST = 1_000_000


async def stand_with(bot: World, person: Person, many: int) -> None:
    """So many more people have come as far as this one, and their timers are due at the same moment."""
    for number in range(1, many + 1):
        bot.telegram.person(id=FIRST + number).room.started = True
    ((journey,),) = bot.rows("SELECT id FROM journeys WHERE subscriber_id = ?", person.id)
    one = f"{FIRST} + i"
    await bot.changes(_copies(bot, "subscribers", f"id = {person.id}", many, id=one))
    await bot.changes(_copies(bot, "journeys", f"id = {journey}", many, id=one, subscriber_id=one))
    await bot.changes(_copies(bot, "timers", f"journey_id = {journey}", many, id=one, journey_id=one))


def _copies(bot: World, table: str, row: str, many: int, **changed: str) -> str:
    """The statement that copies a row so many times; `i` is the number of the copy."""
    columns = [str(name) for _, name, *_ in bot.rows(f"PRAGMA table_info({table})")]
    values = ", ".join(changed.get(name, name) for name in columns)
    return (
        f"WITH RECURSIVE copies(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM copies WHERE i < {many}) "
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table}, copies WHERE {row}"
    )
