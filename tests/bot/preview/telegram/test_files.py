"""Files: uploads, sizes, downloads, file ids that belong to one bot, albums."""

import struct

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge
from aiogram.types import (
    BufferedInputFile,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    MediaUnion,
)
from aiogram.types import Message as AiogramMessage

from bot.preview.telegram import Person, StandIn
from bot.preview.telegram.images import dimensions

from .world import called, picture, refusal

MEGABYTE = 1024 * 1024


async def test_a_photo_has_sizes_and_can_be_sent_again_by_its_id(bot: Bot, anna: Person) -> None:
    sent = await bot.send_photo(anna.id, BufferedInputFile(picture(400, 200), "x.png"), caption="вот")
    assert sent.photo is not None
    assert [(size.width, size.height) for size in sent.photo] == [(90, 45), (400, 200)]
    again = await bot.send_photo(anna.id, sent.photo[-1].file_id)
    assert again.photo is not None
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    assert (await anna.sees_photo("вот")).photo == sent.photo[-1].model_dump(exclude_none=True)


async def test_a_document_comes_back_byte_for_byte(bot: Bot, anna: Person) -> None:
    sent = await bot.send_document(anna.id, BufferedInputFile(b"%PDF-1.4 x", "книга.pdf"))
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("книга.pdf", 10)
    assert sent.document.mime_type == "application/pdf"
    loaded = await bot.download(sent.document)
    assert loaded is not None
    assert loaded.read() == b"%PDF-1.4 x"
    await anna.sees_document("книга.pdf")


@pytest.mark.parametrize("kind", ["video", "audio", "voice", "animation", "video_note"])
async def test_every_kind_of_media_is_sent(bot: Bot, anna: Person, kind: str) -> None:
    send = getattr(bot, f"send_{kind}")
    sent: AiogramMessage = await send(anna.id, BufferedInputFile(b"bytes", "x.bin"), duration=3)
    media = getattr(sent, kind)
    assert media.duration == 3
    again: AiogramMessage = await send(anna.id, media.file_id)
    assert getattr(again, kind).file_id == media.file_id


async def test_a_foreign_file_id_is_wrong(bot: Bot, anna: Person, telegram: StandIn) -> None:
    async with StandIn(token="43:OTHER") as other:
        boris = other.person()
        await boris.sends_photo(picture())
        foreign = (boris.chat[-1].photo or {})["file_id"]
    with pytest.raises(TelegramBadRequest, match="wrong file identifier/HTTP URL specified"):
        await bot.send_photo(anna.id, foreign)
    with pytest.raises(TelegramBadRequest, match="invalid file_id"):
        await bot.get_file(foreign)


async def test_a_photo_may_hide_and_show_its_caption_above(bot: Bot, anna: Person) -> None:
    photo = BufferedInputFile(picture(), "x.png")
    sent = await bot.send_photo(anna.id, photo, caption="вот", has_spoiler=True, show_caption_above_media=True)
    assert (sent.has_media_spoiler, sent.show_caption_above_media) == (True, True)


async def test_a_file_is_sent_as_what_it_is(bot: Bot, anna: Person) -> None:
    await anna.sends_photo(picture())
    photo = (anna.chat[-1].photo or {})["file_id"]
    with pytest.raises(TelegramBadRequest, match="can't use file of type Photo as Document"):
        await bot.send_document(anna.id, photo)


async def test_only_published_addresses_lead_to_files(bot: Bot, telegram: StandIn, anna: Person) -> None:
    telegram.files.publish("https://a.example/x.png", picture(50, 60))
    sent = await bot.send_photo(anna.id, "https://a.example/x.png")
    assert sent.photo is not None
    assert sent.photo[-1].width == 50
    with pytest.raises(TelegramBadRequest, match="failed to get HTTP URL content"):
        await bot.send_photo(anna.id, "https://a.example/y.png")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (picture(21, 1), "PHOTO_INVALID_DIMENSIONS"),
        (b"", "file must be non-empty"),
    ],
)
async def test_a_photo_must_be_a_picture(bot: Bot, anna: Person, content: bytes, words: str) -> None:
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.send_photo(anna.id, BufferedInputFile(content, "x.png"))


async def test_a_missing_file_is_named(telegram: StandIn, anna: Person) -> None:
    assert await refusal(telegram, "sendPhoto", chat_id=anna.id) == "Bad Request: there is no photo in the request"
    said = await refusal(telegram, "sendDocument", chat_id=anna.id, document="attach://nothing")
    assert said == "Bad Request: there is no document in the request"
    assert await refusal(telegram, "getFile") == "Bad Request: file_id not specified"


async def test_more_than_50_mb_cannot_be_uploaded(bot: Bot, anna: Person) -> None:
    await bot.send_document(anna.id, BufferedInputFile(bytes(50 * MEGABYTE), "x.bin"))
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_document(anna.id, BufferedInputFile(bytes(50 * MEGABYTE + 1), "x.bin"))


async def test_more_than_20_mb_cannot_be_downloaded(bot: Bot, anna: Person) -> None:
    await anna.sends_document(bytes(20 * MEGABYTE + 1), "x.bin")
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await bot.get_file((anna.chat[-1].document or {})["file_id"])


async def test_a_photo_has_at_most_10_mb(bot: Bot, anna: Person) -> None:
    big = picture() + bytes(10 * MEGABYTE)
    with pytest.raises(TelegramBadRequest, match="is too big for a photo"):
        await bot.send_photo(anna.id, BufferedInputFile(big, "x.png"))


async def test_an_album_is_several_messages_of_one_group(bot: Bot, anna: Person) -> None:
    photos: list[MediaUnion] = [
        InputMediaPhoto(media=BufferedInputFile(picture(), "1.png"), caption="<b>раз</b>", parse_mode="HTML"),
        InputMediaVideo(media=BufferedInputFile(b"video", "2.mp4"), caption="два"),
    ]
    first, second = await bot.send_media_group(anna.id, photos)
    assert first.media_group_id == second.media_group_id is not None
    assert (first.caption, second.caption) == ("раз", "два")
    assert [entity.type for entity in first.caption_entities or []] == ["bold"]


@pytest.mark.parametrize(("count", "words"), [(0, "there are no"), (1, "too few"), (11, "too many")])
async def test_an_album_has_two_to_ten(bot: Bot, anna: Person, count: int, words: str) -> None:
    await anna.sends_photo(picture())
    file_id = (anna.chat[-1].photo or {})["file_id"]
    with pytest.raises(TelegramBadRequest, match=f"{words} messages to send"):
        await bot.send_media_group(anna.id, [InputMediaPhoto(media=file_id) for _ in range(count)])


async def test_documents_are_not_mixed_with_photos(bot: Bot, telegram: StandIn, anna: Person) -> None:
    mixed: list[MediaUnion] = [
        InputMediaDocument(media=BufferedInputFile(b"x", "1.txt")),
        InputMediaPhoto(media=BufferedInputFile(picture(), "2.png")),
    ]
    with pytest.raises(TelegramBadRequest, match="can't use the media of the specified type in the album"):
        await bot.send_media_group(anna.id, mixed)
    said = await refusal(telegram, "sendMediaGroup", chat_id=anna.id, media="[")
    assert said == "Bad Request: can't parse media JSON object"


async def test_what_a_person_sends_reaches_the_bot(bot: Bot, telegram: StandIn, anna: Person) -> None:
    await anna.sends_document(b"text", "a.txt")
    await anna.sends_voice(b"ogg", 2)
    await anna.sends_sticker("🔥")
    await anna.shares_contact("+79001234567")
    await anna.shares_location(55.75, 37.61)
    messages = [update.message for update in await bot.get_updates()]
    assert [message.content_type for message in messages if message] == [
        "document",
        "voice",
        "sticker",
        "contact",
        "location",
    ]
    answer = await called(telegram, "getFile", file_id=messages[0].document.file_id)  # type: ignore[union-attr]  # a.txt
    assert answer["result"]["file_path"].startswith("documents/")


def test_dimensions_are_read_from_headers() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc2\x00\x11\x08" + struct.pack(">HH", 30, 40) + bytes(10)
    assert dimensions(jpeg) == (40, 30)
    assert dimensions(b"GIF89a" + struct.pack("<HH", 7, 8)) == (7, 8)
    assert dimensions(picture(3, 4)) == (3, 4)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8zz\x00\x00", b"GIF89a", b"\x89PNG\r\n\x1a\n12"]
)
def test_a_broken_picture_has_no_dimensions(content: bytes) -> None:
    assert dimensions(content) is None
