"""Files: uploaded once for everybody, anew when Telegram or the marketer has changed its mind."""

import asyncio
from datetime import timedelta

from .world import World, until

GALLERY = """
funnel: gallery
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - message: The cover
        photo: cover.jpg
      - message: The book
        document: book.pdf
        buttons: [Again]
      - message: The book again
        document: book.pdf
        buttons: [Last]
"""
FILES = ["cover.jpg", "book.pdf"]


def _uploads(bot: World, method: str, field: str) -> list[bool]:
    """For each file sent, whether it was uploaded."""
    return [str(params[field]).startswith("attach://") for params in bot.calls(method)]


async def test_a_file_is_uploaded_once_for_many_people_at_once(bot: World) -> None:
    await bot.starts(GALLERY, files=FILES)
    people = [bot.telegram.person() for _ in range(20)]
    await asyncio.gather(*(person.starts() for person in people))
    for person in people:
        await person.sees_photo("The cover")
        await person.sees_document("book.pdf")
    assert sorted(_uploads(bot, "sendPhoto", "photo")) == [False] * 19 + [True]
    assert sorted(_uploads(bot, "sendDocument", "document")) == [False] * 19 + [True]


async def test_an_upload_is_remembered_after_a_restart(bot: World) -> None:
    await bot.starts(GALLERY, files=FILES)
    await bot.meets()
    await bot.starts_anew()
    await bot.meets()
    assert _uploads(bot, "sendPhoto", "photo") == [True, False]


async def test_a_refusal_that_is_not_about_the_file_uploads_nothing(bot: World) -> None:
    await bot.starts(GALLERY, files=FILES)
    await bot.meets()
    refusal = "Bad Request: BUTTON_DATA_INVALID"
    bot.telegram.faults.order(method="sendPhoto", error=400, description=refusal)
    await bot.meets()
    ((reason,),) = bot.rows("SELECT reason FROM outbox WHERE status = 'failed'")
    assert refusal in reason
    assert _uploads(bot, "sendPhoto", "photo") == [True]


async def test_a_file_that_was_changed_is_uploaded_anew(bot: World) -> None:
    await bot.starts(GALLERY, files=FILES)
    anna = await bot.meets()
    (bot.funnels / "gallery" / "book.pdf").write_bytes(b"the second edition")
    await bot.presses(anna, "Again")
    assert _uploads(bot, "sendDocument", "document") == [True, True]
    document = anna.chat[-1].document
    assert document is not None
    file = bot.telegram.files.by_id(document["file_id"])
    assert file is not None
    assert file.content == b"the second edition"


async def test_a_file_that_is_gone_fails_its_message_alone(bot: World) -> None:
    await bot.starts(GALLERY, files=FILES)
    (bot.funnels / "gallery" / "cover.jpg").unlink()
    anna = await bot.meets()
    await anna.sees_document("book.pdf")
    anna.sees_nothing_new()
    ((reason,),) = bot.rows("SELECT reason FROM outbox WHERE status = 'failed'")
    assert "cover.jpg cannot be read" in reason


async def test_a_file_too_large_for_telegram_is_given_up(bot: World) -> None:
    await bot.starts(GALLERY, files=FILES)
    bot.telegram.faults.order(method="sendPhoto", error=413, description="Request Entity Too Large")
    anna = await bot.meets()
    await anna.sees_document("book.pdf")
    ((reason,),) = bot.rows("SELECT reason FROM outbox WHERE status = 'failed'")
    assert "Too Large" in reason


async def test_a_file_is_sent_although_its_upload_cannot_be_remembered(bot: World) -> None:
    await bot.starts(GALLERY, files=FILES)
    await bot.changes("CREATE TRIGGER forgetful BEFORE INSERT ON uploads BEGIN SELECT RAISE(ABORT, 'no'); END")
    anna = await bot.meets()
    await anna.sees_photo("The cover")
    await anna.sees_document("book.pdf")
    assert bot.rows("SELECT DISTINCT status FROM outbox") == [("sent",)]


async def test_an_outage_of_the_database_while_a_file_is_looked_up_loses_nothing(bot: World) -> None:
    await bot.starts(GALLERY, files=FILES)
    await bot.changes("ALTER TABLE uploads RENAME TO gone")
    anna = bot.telegram.person()
    await anna.starts()
    await until(lambda: bot.counts("SELECT count(*) FROM outbox WHERE attempts > 0") == 1)
    await bot.changes("ALTER TABLE gone RENAME TO uploads")
    bot.clock.move_to(bot.clock.now() + timedelta(seconds=2))
    await anna.sees_photo("The cover")
    await anna.sees_document("book.pdf")
