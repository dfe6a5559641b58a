"""Every medium as people see it: what is shown with its text, what goes ahead of it, what of it is counted."""

import asyncio
import json
from typing import Any

import pytest

from .world import World

MUSEUM = """
funnel: museum
language: en
start: {default: true}
stages:
  - stage: only
    steps:
      - message: Look, {{ first_name }}!
MEDIA
        buttons: [Seen]
        follow_ups:
          - after: 1 hour
            message: Still there?
            FOLLOW_UP
      - message: Goodbye
"""
FILES = ["a.jpg", "b.jpg", "c.jpg", "film.mp4", "book.pdf", "notes.pdf", "song.mp3", "talk.m4a", "cat.gif"]
ALBUM = "[{photo: a.jpg}, {video: film.mp4}, {photo: b.jpg}]"


def museum(media: str, follow_up: str = "") -> str:
    """The funnel with this at its message, and perhaps this at its follow-up."""
    return MUSEUM.replace("MEDIA", f"        {media}").replace("FOLLOW_UP", follow_up)


@pytest.mark.parametrize(
    ("kind", "file", "method"),
    [
        ("photo", "a.jpg", "sendPhoto"),
        ("video", "film.mp4", "sendVideo"),
        ("document", "book.pdf", "sendDocument"),
        ("audio", "song.mp3", "sendAudio"),
        ("voice", "song.mp3", "sendVoice"),
        ("animation", "cat.gif", "sendAnimation"),
    ],
)
async def test_a_file_carries_its_text_and_buttons_and_is_uploaded_once(
    bot: World, kind: str, file: str, method: str
) -> None:
    await bot.starts(museum(f"{kind}: {file}"), files=FILES)
    anna = await bot.meets(first_name="Anna")
    boris = await bot.meets(first_name="Boris")
    for person, name in ((anna, "Anna"), (boris, "Boris")):
        shown = person.chat[-1]
        assert kind in shown.body
        assert shown.text == f"Look, {name}!"
        assert [button["text"] for button in shown.buttons] == ["Seen"]
    assert [str(call[kind]).startswith("attach://") for call in bot.calls(method)] == [True, False]
    assert await bot.presses(anna, "Seen") == ["Goodbye"]


async def test_a_video_note_goes_ahead_of_its_text(bot: World) -> None:
    await bot.starts(museum("video_note: film.mp4"), files=FILES)
    anna = await bot.meets(first_name="Anna")
    note, text = anna.chat[-2:]
    assert "video_note" in note.body
    assert (note.text, list(note.buttons)) == ("", [])
    assert text.text == "Look, Anna!"
    assert [button["text"] for button in text.buttons] == ["Seen"]


@pytest.mark.parametrize(
    ("album", "kinds"),
    [
        (ALBUM, ["photo", "video", "photo"]),
        ("[{document: book.pdf}, {document: notes.pdf}]", ["document", "document"]),
        ("[{audio: song.mp3}, {audio: talk.m4a}]", ["audio", "audio"]),
        ("[{photo: a.jpg}, {photo: a.jpg}]", ["photo", "photo"]),
    ],
)
async def test_an_album_goes_ahead_of_its_text(bot: World, album: str, kinds: list[str]) -> None:
    await bot.starts(museum(f"album: {album}"), files=FILES)
    anna = await bot.meets(first_name="Anna")
    *shown, text = anna.chat[1:]
    assert [next(kind for kind in kinds if kind in message.body) for message in shown] == kinds
    assert len({message.body["media_group_id"] for message in shown}) == 1
    assert text.text == "Look, Anna!"
    assert await bot.presses(anna, "Seen") == ["Goodbye"]


async def test_only_the_text_of_an_album_is_counted(bot: World) -> None:
    await bot.starts(museum(f"album: {ALBUM}", f"album: {ALBUM}"), files=FILES)
    anna = await bot.meets()
    await bot.passes(hours=1)
    assert [message.text for message in anna.chat[-4:]] == ["", "", "", "Still there?"]
    purposes = bot.rows("SELECT purpose, step FROM outbox ORDER BY id")
    assert purposes == [("media", "only.1"), ("step", "only.1"), ("media", "only.1#1"), ("follow_up", "only.1#1")]
    assert [event for event in bot.events(anna) if event[0] == "delivered"] == [
        ("delivered", "only.1"),
        ("delivered", "only.1#1"),
    ]


async def test_each_file_of_an_album_is_uploaded_once_for_many_people_at_once(bot: World) -> None:
    await bot.starts(museum(f"album: {ALBUM}"), files=FILES)
    people = [bot.telegram.person() for _ in range(10)]
    await asyncio.gather(*(person.starts() for person in people))
    await bot.rests()
    assert sorted(_uploads(bot)) == [0] * 9 + [3]
    assert bot.counts("SELECT count(*) FROM uploads") == 3


async def test_an_album_uploads_only_what_telegram_has_not(bot: World) -> None:
    await bot.starts(museum(f"album: {ALBUM}"), files=FILES)
    await bot.meets()
    (bot.funnels / "museum" / "b.jpg").write_bytes((bot.funnels / "museum" / "a.jpg").read_bytes() + b" ")
    await bot.meets()
    assert _uploads(bot) == [3, 1]


async def test_an_album_with_an_id_telegram_does_not_take_any_more_is_uploaded_anew(bot: World) -> None:
    await bot.starts(museum(f"album: {ALBUM}"), files=FILES)
    await bot.meets()
    await bot.stops()
    await bot.changes("UPDATE uploads SET file_id = 'of-another-bot' WHERE key LIKE 'video:%'")
    await bot.starts()
    anna = await bot.meets()
    assert [message.text for message in anna.chat[-4:]] == ["", "", "", "Look, Анна!"]
    assert _uploads(bot) == [3, 3]
    assert bot.rows("SELECT DISTINCT status FROM outbox") == [("sent",)]


async def test_an_album_with_a_file_that_is_gone_does_not_keep_its_text_back(bot: World) -> None:
    await bot.starts(museum(f"album: {ALBUM}"), files=FILES)
    (bot.funnels / "museum" / "film.mp4").unlink()
    anna = await bot.meets(first_name="Anna")
    assert [message.text for message in anna.chat] == ["/start", "Look, Anna!"]
    assert bot.rows("SELECT purpose FROM outbox WHERE status = 'failed'") == [("media",)]


async def test_a_text_after_an_album_may_be_as_long_as_any_text(bot: World) -> None:
    long = "a" * 4000
    await bot.starts(museum(f"album: {ALBUM}").replace("Look, {{ first_name }}!", long), files=FILES)
    anna = await bot.meets()
    assert anna.chat[-1].text == long


def _uploads(bot: World) -> list[int]:
    """For each album sent, how many of its files were uploaded."""
    albums: list[list[dict[str, Any]]] = [json.loads(call["media"]) for call in bot.calls("sendMediaGroup")]
    return [sum(str(item["media"]).startswith("attach://") for item in items) for items in albums]
