"""Whatever comes as an update: nothing fails that was not foreseen, nothing is left waiting, people are served."""

from typing import Any

import pytest

from bot.preview.telegram import Person
from bot.routers import HANDLERS
from tests.bot.world import EITHER_WAY

from .forms import KINDS, message, update
from .odd import HALF, WORDS, anything, spoiled
from .patient import Patient
from .rounds import Chance, rounds

pytestmark = EITHER_WAY


async def test_every_kind_as_the_bot_api_describes_it(patient: Patient) -> None:
    await patient.begins()
    for chance in rounds(6):
        await _hears(patient, chance, [update(kind, chance) for kind in (*KINDS, *HANDLERS)])


async def test_messages_of_all_sorts(patient: Patient) -> None:
    await patient.begins()
    for chance in rounds(6):
        await _hears(patient, chance, [{"message": message(chance)} for _ in range(25)])


async def test_every_kind_with_something_wrong_in_it(patient: Patient) -> None:
    await patient.begins()
    for chance in rounds(12):
        kinds = [kind for kind in HANDLERS for _ in range(3)]
        await _hears(patient, chance, [{kind: spoiled(update(kind, chance)[kind], chance)} for kind in kinds])


async def test_what_is_no_update_at_all(patient: Patient) -> None:
    await patient.begins()
    for chance in rounds(4):
        kinds = [*HANDLERS, "of_a_kind_to_come", "", "message "]
        await _hears(patient, chance, [{chance.choice(kinds): anything(chance)} for _ in range(25)])


async def test_numbers_that_come_again_and_out_of_order(patient: Patient) -> None:
    await patient.begins()
    for chance in rounds(3):
        made = [update(kind, chance) for kind in HANDLERS]
        first = patient.bot.telegram.updates.next_id
        twice = sorted([{"update_id": first + at, **one} for at, one in enumerate(made)] * 2, key=_number)
        if patient.bot.has_webhook:  # a poll brings them in their order
            chance.shuffle(twice)
        await _hears(patient, chance, twice)


async def test_words_people_come_with(patient: Patient) -> None:
    await patient.begins()
    for chance in rounds(1):
        starts = [_from(patient.bot.telegram.person(), f"/start {word}") for word in WORDS]
        await _hears(patient, chance, starts)


async def _hears(patient: Patient, chance: Chance, updates: list[dict[str, Any]]) -> None:
    await patient.takes(updates)
    await patient.is_well(chance, updates)


def _number(one: dict[str, Any]) -> int:
    return int(one["update_id"])


def _from(person: Person, text: str) -> dict[str, Any]:
    person.room.started = True
    return {"message": {"message_id": 5, "date": 1, "chat": person.room.body, "from": person.room.user, "text": text}}


async def test_half_a_character_is_an_unknown_one(patient: Patient) -> None:
    await patient.begins()
    person = patient.bot.telegram.person(first_name=f"A{HALF}")
    await patient.takes([_from(person, "/start")])
    await patient.bot.rests()
    await patient.bot.presses(person, "Next")
    await patient.takes([_from(person, f"b{HALF}c")])
    await patient.bot.rests()
    assert patient.bot.rows("SELECT first_name, attributes FROM subscribers WHERE id = ?", person.id) == [
        ("A\N{REPLACEMENT CHARACTER}", '{"called":"b\N{REPLACEMENT CHARACTER}c"}')
    ]


@pytest.mark.parametrize("number", [2**63, 10**30])
async def test_a_number_no_database_has_room_for_makes_no_update(patient: Patient, number: int) -> None:
    await patient.begins()
    person = patient.bot.telegram.person()
    said = _from(person, "/start")
    said["message"]["message_id"] = number
    await patient.takes([said])
    await patient.bot.rests()
    assert patient.bot.counts("SELECT count(*) FROM subscribers WHERE id = ?", person.id) == 0
