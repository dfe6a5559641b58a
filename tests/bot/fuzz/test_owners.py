"""Whatever owners write after a command, and whatever their buttons carry: nothing fails that was not foreseen."""

from typing import Any

from bot.admin import COMMANDS
from tests.bot.test_button_data import PREFIXES, longest
from tests.bot.world import OWNER

from .forms import update
from .odd import WORDS, a_word, spoiled
from .patient import Patient
from .rounds import Chance, rounds

USER = {"id": OWNER, "is_bot": False, "first_name": "Owner", "language_code": "en"}


async def test_commands_with_odd_words_after_them(patient: Patient) -> None:
    await patient.begins()
    for chance in rounds(2):
        said = [f"/{name} {_words(chance)}"[:4096] for name in COMMANDS]
        await patient.takes([_said(text) for text in said])
        await patient.is_well(chance, said)


def _words(chance: Chance) -> str:
    few = [a_word(chance) for _ in range(chance.randrange(3))]
    return " ".join([*(["fuzz"] if chance.random() < 0.5 else []), *few])


def _said(text: str) -> dict[str, Any]:
    chat = {"id": OWNER, "type": "private", "first_name": "Owner"}
    return {"message": {"message_id": 5, "date": 1_767_225_600, "chat": chat, "from": USER, "text": text}}


async def test_a_command_that_goes_on_for_ever_is_told_so(patient: Patient) -> None:
    await patient.begins()
    assert await patient.bot.says(patient.bot.owner, f"/money {'x' * 501}") == [
        "The command has more than 500 characters: it needs no more."
    ]


async def test_files_that_are_no_sheets(patient: Patient) -> None:
    await patient.begins()
    owner = patient.bot.owner
    for chance in rounds(1):
        noise = [chance.randbytes(chance.choice((1, 9, 5000))) for _ in range(5)]
        for content in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"day;source;spend\n" * 9, *noise):
            await owner.sends_document(content, f"{a_word(chance)[:60]}.csv", f"/spend {a_word(chance)[:900]}")
        await patient.is_well(chance, noise)


async def test_presses_whose_data_is_odd(patient: Patient) -> None:
    await patient.begins()
    for chance in rounds(2):
        data = [_changed(one, chance) for one in longest() for _ in range(3)]
        data += [f"{prefix}{chance.choice((*WORDS, '1:2', ':::', '9' * 50))}"[:64] for prefix in PREFIXES * 3]
        presses = [{"callback_query": _press(one, chance)} for one in data]
        await patient.takes(presses)
        await patient.is_well(chance, presses)


def _changed(data: str, chance: Chance) -> str:
    parts = data.split(":")
    parts[chance.randrange(len(parts))] = chance.choice(("", "0", "-1", "x", "9" * 30, "²", a_word(chance)))
    return ":".join(parts)[:64]


def _press(data: str, chance: Chance) -> dict[str, Any]:
    press: dict[str, Any] = {
        **update("callback_query", chance)["callback_query"],
        "id": "1",
        "from": USER,
        "data": data,
    }
    return press if chance.random() < 0.7 else {**press, "message": spoiled(press.get("message", {}), chance)}
