"""What is played again counts once, also where two programs play it at the same moment."""

from bot.incoming import Incoming
from bot.repeats import without_repeated
from funnels.engine.inputs import Blocked
from storage import set_aside
from storage.database import Database
from storage.set_aside import Failure, SetAside
from tests.storage.stories import NOBODY, NOW


async def test_an_input_that_is_played(url: str) -> None:
    database = await Database.open(url, synchronous="OFF")
    failure = Failure(cause="KeyError (bot/x.py:1)", error="KeyError: a", traceback="")
    one = SetAside(kind="input", number=None, subscriber=7, content="[]", failure=failure)
    try:
        async with database.write() as connection:
            await set_aside.add(connection, one, NOBODY, NOW)
            await set_aside.ask(connection, [1], NOW)
            (kept,) = await set_aside.asked(connection, 10)
            played = [Incoming(subscriber=7, input=Blocked(), played=id_) for id_ in (kept.id, kept.id, kept.id + 1)]
            assert await without_repeated(connection, played) == played[:1]
            await set_aside.drop(connection, [kept.id])
            assert await without_repeated(connection, played) == []
    finally:
        await database.close()
