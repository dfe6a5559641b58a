"""The small tables: updates and events that were seen, scripts that were live, files that were uploaded."""

from storage import scripts, seen, uploads
from storage.database import Database
from tests.storage.stories import HOUR, NOW, keep


async def test_which_updates_and_events_were_seen(database: Database) -> None:
    await keep(database, updates=[1, 2], events=["1", "оплачено 2"])
    async with database.read() as conn:
        assert await seen.updates.among(conn, [2, 3]) == {2}
        assert await seen.events.among(conn, ["оплачено 2", "3"]) == {"оплачено 2"}
        assert await seen.updates.among(conn, []) == set()


async def test_old_updates_and_events_are_forgotten(database: Database) -> None:
    await keep(database, updates=[1], events=["a"], now=NOW)
    await keep(database, updates=[2], events=["b"], now=NOW + HOUR)
    async with database.write() as conn:
        assert await seen.updates.forget(conn, NOW + HOUR) == 1
        assert await seen.updates.among(conn, [1, 2]) == {2}
        assert await seen.events.among(conn, ["a", "b"]) == {"a", "b"}
        assert await seen.events.forget(conn, NOW + HOUR) == 1
        assert await seen.events.among(conn, ["a", "b"]) == {"b"}


async def test_a_changed_script_is_the_next_version(database: Database) -> None:
    async with database.write() as conn:
        told = [await scripts.accept(conn, "book", source, NOW) for source in ("a", "a", "b", "b", "a")]
        other = await scripts.accept(conn, "course", "a", NOW)
    assert told == [1, 1, 2, 2, 3]
    assert other == 1


async def test_every_version_is_kept(database: Database) -> None:
    async with database.write() as conn:
        for source in ("first", "second"):
            await scripts.accept(conn, "relationships", source, NOW)
        await scripts.accept(conn, "coffee", "only", NOW)
    async with database.read() as conn:
        assert await scripts.kept(conn) == [
            ("coffee", 1, "only"),
            ("relationships", 1, "first"),
            ("relationships", 2, "second"),
        ]


async def test_a_file_is_known_to_the_bot_that_uploaded_it(database: Database) -> None:
    async with database.write() as conn:
        await uploads.remember(conn, 1, "book/cover.jpg", "file-a")
        await uploads.remember(conn, 1, "book/cover.jpg", "file-b")
        await uploads.remember(conn, 2, "book/cover.jpg", "file-c")
        assert await uploads.file_ids(conn, 1, ["book/cover.jpg", "book/none.jpg"]) == {"book/cover.jpg": "file-b"}
        await uploads.forget(conn, 1, "book/cover.jpg")
        assert await uploads.file_ids(conn, 1, ["book/cover.jpg"]) == {}
        assert await uploads.file_ids(conn, 2, ["book/cover.jpg"]) == {"book/cover.jpg": "file-c"}
