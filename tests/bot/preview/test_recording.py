"""A walk in the chat page is saved as a dialogue that goes as it went: over HTTP, as the page does it."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.__main__ import main
from bot.preview.recorder import Recorder
from bot.preview.session import OWNER, Preview, previewing
from bot.scripts import publish
from funnels.dialogue.writing import MODELINE
from tests.funnels.scripts import FLAGSHIPS

SCRIPT = """
funnel: talk
language: en
start: {links: [talk], again: always}
products:
  course: {title: Course, stars: 100, price: 5 EUR, deliver: {text: "Here is the course, {{ first_name }}."}}
stages:
  - stage: only
    marks: lead
    goal: paid course
    steps:
      - split: tone
        variants:
          warm: {steps: [{message: "A warm hello, {{ first_name }}!"}]}
          cold: {steps: [{message: Hello.}]}
      - ask: "Where are you: share a contact, or say “none”."
        save: place
      - message: "Shall we?"
        buttons: ["Yes, please", "No: never", {text: Look, url: "https://example.com"}]
        follow_ups: [{after: 3 hours, message: "#1 of our reminders"}]
      - offer: course
        text: The course.
        deadline: 1 day
  - stage: after
    steps: [{tag: buyer}, {message: Thank you.}]
"""
AROUND_SCRIPT = """
funnel: around
language: en
start: {links: [around]}
stages:
  - stage: only
    steps:
      - gate: "@News_Of_Ours"
        text: Join us first.
      - call: https://crm.example.com/leads
        save: {crm_id: lead.id}
      - message: What next?
        buttons: [Call me]
      - task: Call {{ first_name }}.
        within: 1 hour
      - message: We will call.
"""
AROUND = """\
- dialogue: is called back
  play:
    - user: /start around
    - bot: [Join us first.]
    - join: "@News_Of_Ours"
    - bot: []
    - called: {}
    - bot: ["What next?"]
    - press: Call me
    - bot: [We will call.]
    - told: [Call Анна.]
    - staff: done
    - bot: []
  expect:
    passed: [only]
    at: end
"""
OLD = """\
# What must hold.
  - dialogue: comes   # and goes
    play: [user: /start talk]
"""


BOUGHT = """\
- dialogue: покупает вебинар
  play:
    - user: /start book__vk-march
    - bot: ["Здравствуйте, Анна! В знакомстве труднее всего"]
    - press: Забрать книгу
    - bot: ["Куда написать вам, если Telegram вдруг"]
    - user: anna@example.com
    - bot: ["Держите! Если читать некогда, откройте главу", "И один вопрос, чтобы дальше писать"]
    - press: Хочу познакомиться
    - bot: []
    - later: 2 days
    - bot: ["Как вам книга? Если хоть один"]
    - press: "Оплатить 100 ⭐"
    - bot: ["Вебинар «Первые десять свиданий»: Запись на"]
    - pay: webinar
    - bot: ["Спасибо, оплата пришла! Ссылка на вебинар"]
  expect:
    passed: [lead_magnet, tripwire]
    orders: [webinar]
    tags: [dating]
    attributes: {email: anna@example.com}
    at: core.1
"""


@dataclass(frozen=True, kw_only=True)
class Player:
    """One prospect on the page."""

    preview: Preview
    session: aiohttp.ClientSession
    id: int

    async def does(self, what: str, status: int = 200, **body: Any) -> Any:
        """Call the page's API for the prospect, and wait until the bot rests."""
        async with self.session.post(f"{self.preview.url}/api/persons/{self.id}/{what}", json=body) as response:
            assert response.status == status, await response.text()
            answer = await response.json()
        await self.preview.settle()
        return answer

    async def writes(self, text: str) -> None:
        await self.does("messages", 201, text=text)

    async def presses(self, text: str) -> Any:
        for message in reversed(await self.chat()):
            for row, buttons in enumerate(message["buttons"]):
                for column, button in enumerate(buttons):
                    if button["text"].replace("\N{NO-BREAK SPACE}", " ") == text:
                        return await self.does("press", message_id=message["id"], row=row, column=column)
        raise AssertionError(f"there is no button {text}")

    async def opens(self, text: str) -> None:
        """Press a link button, and follow the link as the browser does."""
        address = (await self.presses(text))["url"]
        async with self.session.get(address, allow_redirects=False):
            await self.preview.settle()

    async def pays(self) -> None:
        invoice = next(message for message in reversed(await self.chat()) if message["invoice"])
        await self.does("pay", message_id=invoice["id"])

    async def moves(self, **how: Any) -> None:
        """Move the clock of everybody."""
        async with self.session.post(f"{self.preview.url}/api/clock", json=how) as response:
            assert response.status == 200

    async def chat(self) -> list[dict[str, Any]]:
        async with self.session.get(f"{self.preview.url}/api/persons/{self.id}/chat") as response:
            return list((await response.json())["messages"])


class Stage:
    """A recording preview of a folder of funnels."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[str] = []
        self.file = folder / "talk" / "dialogues.yaml"
        self.preview: Preview
        self.session: aiohttp.ClientSession

    async def person(self, name: str = "Анна") -> Player:
        async with self.session.post(f"{self.preview.url}/api/persons", json={"first_name": name}) as response:
            return Player(preview=self.preview, session=self.session, id=(await response.json())["id"])


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    (tmp_path / "talk").mkdir()
    (tmp_path / "talk" / "funnel.yaml").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "around").mkdir()
    (tmp_path / "around" / "funnel.yaml").write_text(AROUND_SCRIPT, encoding="utf-8")
    shutil.copytree(FLAGSHIPS / "relationships", tmp_path / "relationships")
    (tmp_path / "relationships" / "dialogues.yaml").unlink()
    stage = Stage(tmp_path)
    async with (
        previewing(funnels=tmp_path, recorder=Recorder(stage.told.append)) as stage.preview,
        aiohttp.ClientSession() as stage.session,
    ):
        yield stage


def went_as_written(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    capsys.readouterr()
    status = main(["test", str(folder), "-k", name])
    assert status == 0, capsys.readouterr().out
    assert f"✓ {name}" in capsys.readouterr().out


async def test_the_flagship_from_the_book_to_the_paid_webinar(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    anna = await stage.person()
    await anna.writes("/start book__vk-march")
    await anna.presses("Забрать книгу")
    await anna.writes("anna@example.com")
    await anna.presses("Хочу познакомиться")
    await anna.moves(to="next")
    await anna.presses("Оплатить 100 ⭐")
    await anna.pays()
    saved = await anna.does("dialogue", 201, name="покупает вебинар")
    assert saved["file"].endswith("relationships/dialogues.yaml")
    assert saved["text"] == BOUGHT
    assert (stage.folder / "relationships" / "dialogues.yaml").read_text(
        encoding="utf-8"
    ) == f"{MODELINE}\n\n{saved['text']}"
    assert stage.told == [f"Saved: {saved['file']}:3"]
    went_as_written(stage.folder, capsys, "покупает вебинар")


async def test_whoever_draws_what_and_comes_when_and_does_whatever_there_is(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = []
    for number in range(4):
        prospect = await stage.person(f"Борис {number}")
        await prospect.writes("/start talk")
        await prospect.writes("none" if number else "it's a «yes»: or # no?\nlater")
        await prospect.opens("Look")
        await prospect.moves(to="next")
        await prospect.moves(by_seconds=3600)
        await prospect.presses("No: never")
        if number % 2:
            await prospect.presses("Pay 100 ⭐")
            await prospect.pays()
        else:
            await prospect.presses("Pay €5 by transfer")
            await prospect.presses("I have paid")
            owner = Player(preview=stage.preview, session=stage.session, id=OWNER)
            asked = [message for message in await owner.chat() if message["buttons"]][-1]
            await owner.does("press", message_id=asked["id"], row=0, column=0)
        await prospect.writes("/stop")
        texts.append((await prospect.does("dialogue", 201, name=f"walk {number}"))["text"])
    for number, text in enumerate(texts):
        assert ("    - user: /start talk\n" in text.split("later:")[0]) is (number == 0)
        assert 'press: Look\n    - bot: []\n    - later: 3 hours\n    - bot: ["#1 of our reminders"]' in text
        assert "expect:\n    passed: [after, only]\n    orders: [course]\n    tags: [buyer]\n" in text
        went_as_written(stage.folder, capsys, f"walk {number}")
    assert {text.partition("variants: ")[2].partition("\n")[0] for text in texts} == {"{tone: warm}", "{tone: cold}"}


async def test_the_staff_the_channels_and_other_systems_have_their_lines(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    anna = await stage.person()
    await anna.writes("/start around")
    await anna.does("channels", channel="@News_Of_Ours", joined=True)
    await anna.presses("Call me")
    owner = Player(preview=stage.preview, session=stage.session, id=OWNER)
    notice = [message for message in await owner.chat() if message["buttons"]][-1]
    await owner.does("press", message_id=notice["id"], row=0, column=0)
    text = (await anna.does("dialogue", 201, name="is called back"))["text"]
    assert text == AROUND
    went_as_written(stage.folder, capsys, "is called back")


async def test_what_the_file_has_is_kept_as_it_is(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    before = OLD.rstrip("\n").replace("\n", "\r\n").encode()
    stage.file.write_bytes(before)
    anna = await stage.person()
    await anna.writes("/start talk")
    saved = await anna.does("dialogue", 201, name="asks")
    after = stage.file.read_bytes()
    assert after.startswith(before + b"\r\n\r\n  - dialogue: asks\r\n")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert saved["line"] == 5
    went_as_written(stage.folder / "talk", capsys, "asks")


async def test_a_name_is_given_once(stage: Stage) -> None:
    anna = await stage.person()
    await anna.writes("/start talk")
    await anna.does("dialogue", 201, name="comes")
    before = stage.file.read_text(encoding="utf-8")
    again = await anna.does("dialogue", 409, name="comes")
    assert again == {"error": "there is a dialogue «comes» already; give this one another name"}
    assert stage.file.read_text(encoding="utf-8") == before
    await anna.does("dialogue", 400, name=" ")


async def test_a_file_with_a_mistake_is_left_alone(stage: Stage) -> None:
    stage.file.write_text("- {dialogue: x, paly: []}\n", encoding="utf-8")
    anna = await stage.person()
    await anna.writes("/start talk")
    answer = await anna.does("dialogue", 409, name="comes")
    assert "dialogues.yaml:1:17: `paly` is not known here; did you mean `play`?" in answer["error"]
    assert stage.file.read_text(encoding="utf-8") == "- {dialogue: x, paly: []}\n"


async def test_what_no_dialogue_can_say_is_refused(stage: Stage) -> None:
    anna = await stage.person()
    answer = await anna.does("dialogue", 409, name="nothing")
    assert answer["error"] == "nothing has happened in this chat yet; come in by a start link first"
    ben = await stage.person("Бен")
    await ben.writes("/stop")
    answer = await ben.does("dialogue", 409, name="hello")
    assert answer["error"] == "nobody has begun a funnel in this chat; come in by a start link first"
    await anna.writes("/start talk")
    await anna.does("block")
    answer = await anna.does("dialogue", 409, name="blocks")
    assert answer["error"] == (
        "a dialogue cannot say that the person blocked the bot; begin anew with another prospect"
    )
    assert not stage.file.exists()


async def test_a_chat_that_a_dialogue_would_not_repeat_is_refused(stage: Stage) -> None:
    """The script was changed under the person's feet: they walk the version they began."""
    anna = await stage.person()
    await anna.writes("/start talk")
    context = stage.preview.app.context
    script = stage.folder / "talk" / "funnel.yaml"
    script.write_text(SCRIPT.replace("- ask:", "- tag: other\n      - ask:"), encoding="utf-8")
    context.runner.catalogue = await publish(
        context.database, stage.folder, timezone=context.settings.timezone, clock=context.clock
    )
    answer = await anna.does("dialogue", 409, name="changed")
    assert answer["error"].startswith("a dialogue does not go as this chat did: tags is [] here, and ['other'] there")


async def test_nobody_is_recorded_who_is_not_there(stage: Stage) -> None:
    nobody = Player(preview=stage.preview, session=stage.session, id=77)
    await nobody.does("dialogue", 409, name="x")


async def test_the_clock_stands_still_where_dialogues_begin(stage: Stage) -> None:
    async with stage.session.get(f"{stage.preview.url}/api/clock") as response:
        assert await response.json() == {
            "now": "2026-03-02T09:00:00+00:00",
            "next_follow_up": None,
            "recording": True,
        }


async def test_without_a_recorder_the_clock_goes_on_and_nothing_is_saved(tmp_path: Path) -> None:
    shutil.copytree(FLAGSHIPS / "first-steps", tmp_path / "first-steps")
    async with previewing(funnels=tmp_path) as preview, aiohttp.ClientSession() as session:
        async with session.get(f"{preview.url}/api/clock") as response:
            assert (await response.json())["recording"] is False
        async with session.post(f"{preview.url}/api/persons/1/dialogue", json={"name": "x"}) as response:
            assert response.status == 404
