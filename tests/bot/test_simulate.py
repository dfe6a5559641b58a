"""`voronka simulate`: the report in each form, by assumptions, a file or history; what is wrong said in a sentence."""

import asyncio
import json
import subprocess
import sys

import pytest

from storage import outbox
from storage.database import Database
from storage.outcomes import Sent, finish
from tests.storage.stories import HOUR, NOW, change, keep, message, person

from .terminal import SCRIPT, Ended, Terminal

FUNNEL = """
funnel: talk
title: The talk
language: en
timezone: Europe/London
start: {links: [talk]}
products: {course: {title: Course, price: 50 EUR, pay: [manual], deliver: {text: Here it is.}}}
stages:
  - stage: hello
    steps:
      - message: Hello!
        buttons: [Go on]
        within: 1 day
        otherwise: end
  - stage: course
    goal: paid course
    steps:
      - offer: course
        text: The course is {{ price }}.
        deadline: 2 days
        expired: {message: It is over.}
"""
NEVER = "steps:\n  hello.1: {press: 1}\n  course.1: {pay: 0}\n"

WITHOUT_TELEGRAM = """
import sys
from bot.__main__ import main
assert main(["simulate", "talk", "--people", "5"]) == 0
sys.exit(",".join({"aiogram", "apscheduler"} & set(sys.modules)) or 0)
"""


@pytest.fixture
def simulating(terminal: Terminal) -> Terminal:
    terminal.has_script(FUNNEL)
    terminal.sets(LANGUAGE="en")
    return terminal


def simulated(terminal: Terminal, *more: str) -> Ended:
    return terminal.runs("simulate", "talk", "--people", "50", "--from", "2026-03-02", *more)


def test_the_report_says_that_it_is_an_estimate_and_of_what(simulating: Terminal) -> None:
    ended = simulated(simulating)
    assert (ended.status, ended.errors) == (0, "")
    assert ended.output.startswith("This is an estimate, not facts: 50 people come within 30 days from 2 March 2026")
    assert "The talk · an estimate, 30 days ahead · 50 people started" in ended.output
    assert "hello.1 (assumption): press «Go on» 70.0%, block 1.0%" in ended.output
    assert "of what Telegram takes (1,800 a minute)" in ended.output


def test_the_same_seed_gives_the_same_report(simulating: Terminal) -> None:
    first = simulated(simulating, "--format", "json")
    assert simulated(simulating, "--format", "json") == first
    assert simulated(simulating, "--format", "json", "--seed", "2").output != first.output


def test_json_has_the_figures_of_the_funnel_and_of_the_estimate(simulating: Terminal) -> None:
    simulating.folder.joinpath("shares.yaml").write_text(NEVER.replace("pay: 0", "pay: 1"), encoding="utf-8")
    ended = simulated(simulating, "--probabilities", "shares.yaml", "--days", "10", "--format", "json")
    report = json.loads(ended.output)
    assert [stage["stage"] for stage in report["stages"]] == ["hello", "course"]
    estimate = report["estimate"]
    assert (estimate["people"], estimate["days"], estimate["from"], estimate["seed"]) == (50, 10, "2026-03-02", 1)
    assert estimate["revenue"] == {"EUR": estimate["paid"]["course"] * 5000}
    assert len(estimate["messages_by_day"]) == 10
    assert estimate["probabilities"]["course.1"]["origin"] == "file"


def test_a_picture(simulating: Terminal) -> None:
    assert simulated(simulating, "--format", "png", "--output", "month.png").status == 0
    assert (simulating.folder / "month.png").read_bytes().startswith(b"\x89PNG")


def test_steps_nobody_has_reached_are_told_with_their_lines(simulating: Terminal) -> None:
    assert "Every step was reached by somebody." in simulated(simulating).output
    simulating.folder.joinpath("shares.yaml").write_text(NEVER.replace("press: 1", "press: 0"), encoding="utf-8")
    output = simulated(simulating, "--probabilities", "shares.yaml").output
    assert "Steps nobody has reached:\n  funnels/scripts/talk/funnel.yaml:18: course.1\n" in output
    assert "Revenue: none" in output


def test_probabilities_are_written_to_be_filled_in_and_read_again(simulating: Terminal) -> None:
    assert simulated(simulating, "--write-probabilities", "shares.yaml").output == ""
    text = (simulating.folder / "shares.yaml").read_text(encoding="utf-8")
    assert '\n  hello.1:\n    press: {"Go on": 0.7}\n    block: 0.01\n' in text
    by_file = simulated(simulating, "--probabilities", "shares.yaml")
    assert "hello.1 (file): press «Go on» 70.0%" in by_file.output
    simulated(simulating, "--write-probabilities", "shares.yaml").says_in_one_line("shares.yaml is there already")


def test_a_mistake_in_the_probabilities_has_its_line(simulating: Terminal) -> None:
    (simulating.folder / "shares.yaml").write_text("steps:\n  helo.1: {press: 1}\n", encoding="utf-8")
    simulated(simulating, "--probabilities", "shares.yaml").says_in_one_line(
        "shares.yaml:2:3: there is no step `helo.1`; did you mean `hello.1`?"
    )


def test_history_nobody_has_made(simulating: Terminal) -> None:
    simulating.has_run()
    simulated(simulating, "--history").says_in_one_line("Nobody has walked `talk` in this database yet")


def test_history_moves_the_probabilities_of_the_steps_it_knows(simulating: Terminal) -> None:
    simulating.has_run()
    asyncio.run(forty_came_and_pressed_nothing(f"sqlite:///{simulating.folder}/voronka.db"))
    output = simulated(simulating, "--history").output
    assert "hello.1 (history): press «Go on» 23.3%, block 0.3%" in output
    assert "course.1 (assumption): pay «manual» 6.0%" in output


async def forty_came_and_pressed_nothing(url: str) -> None:
    database = await Database.open(url)
    people = [person(number, funnel="talk") for number in range(1, 41)]
    await keep(database, *(change(who, message(step="hello.1")) for who in people))
    async with database.write() as connection:
        claimed = await outbox.claim(connection, NOW + HOUR, 100)
        await finish(connection, [Sent(id=row.id, message_id=1) for row in claimed], NOW + HOUR)
    await database.close()


def test_the_report_speaks_russian(simulating: Terminal) -> None:
    simulating.sets(LANGUAGE="ru")
    output = simulated(simulating).output
    assert output.startswith("Это оценка, а не факты: 50 чел. придут за 30 дн. с 2 марта 2026")
    assert "The talk · оценка на 30 дней вперёд · 50 человек начали" in output


def test_a_funnel_that_is_not_there(simulating: Terminal) -> None:
    simulating.runs("simulate", "nowhere").says_in_one_line("There is no funnel `nowhere`", "talk")


def test_a_funnel_nobody_can_come_into(simulating: Terminal) -> None:
    simulating.has_script(FUNNEL.replace("start: {links: [talk]}\n", ""))
    simulating.has_script(SCRIPT.replace("funnel: talk", "funnel: other"), name="other")
    simulated(simulating).says_in_one_line("Nobody can come into `talk`")


@pytest.mark.parametrize(("option", "value"), [("--people", "0"), ("--days", "many"), ("--from", "monday")])
def test_a_number_or_a_day_that_is_none(simulating: Terminal, option: str, value: str) -> None:
    ended = simulating.runs("simulate", "talk", option, value)
    assert ended.status == 2
    assert f"`{value}`" in ended.errors


def test_it_does_not_load_the_bot(simulating: Terminal) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_TELEGRAM], cwd=simulating.folder, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
