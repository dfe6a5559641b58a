"""What people send besides words, as the engine hears it."""

import pytest
from aiogram.types import Message

from bot.preview.telegram import Person, StandIn
from bot.preview.telegram.media import content_of
from bot.routers.heard import heard
from funnels.engine.inputs import Answered

from .preview.telegram.world import picture


@pytest.fixture
def telegram() -> StandIn:
    return StandIn()


@pytest.fixture
def anna(telegram: StandIn) -> Person:
    return telegram.person()


def _heard(person: Person) -> Answered:
    """What the bot hears of the person's newest message."""
    return heard(Message.model_validate(person.chat[-1].body))


@pytest.mark.parametrize("kind", ["document", "video", "audio", "voice", "video_note", "animation"])
async def test_a_file_is_known_by_its_id(telegram: StandIn, anna: Person, kind: str) -> None:
    file = telegram.files.keep(kind, b"content", name="name.bin")
    telegram.post_from_person(anna.room, content_of(kind, file, {}))
    assert _heard(anna) == Answered(kind=kind, file=file.id, message=1)


async def test_of_a_photo_it_is_the_largest_size_and_what_stands_under_it(telegram: StandIn, anna: Person) -> None:
    await anna.sends_photo(picture(200, 100), caption="words under a picture")
    small, whole = anna.chat[-1].body["photo"]
    anna.chat[-1].body["photo"] = [{**small, "file_id": "small"}, whole]
    assert _heard(anna) == Answered(kind="photo", file=whole["file_id"], caption="words under a picture", message=1)


async def test_a_place_has_its_degrees_also_in_the_gulf_of_guinea(anna: Person) -> None:
    await anna.shares_location(0, 0)
    assert _heard(anna) == Answered(kind="location", latitude=0, longitude=0, message=1)


async def test_ones_own_contact_has_a_number(anna: Person) -> None:
    await anna.shares_contact("79001112233")
    assert _heard(anna) == Answered(kind="contact", phone="+79001112233", message=1)


async def test_words_and_stickers_have_nothing_more(anna: Person) -> None:
    await anna.writes("hello")
    assert _heard(anna) == Answered(text="hello")
    await anna.sends_sticker()
    assert _heard(anna) == Answered(kind="sticker", message=2)
