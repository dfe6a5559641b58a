"""A dialogue that goes otherwise than written says how, with all that was said until then."""

from pathlib import Path
from typing import Any

import pytest

from funnels.definition.findings import ScriptError
from funnels.dialogue.file import FILE, load_dialogues
from funnels.dialogue.lines import Dialogue
from funnels.dialogue.player import Result, Said, play
from tests.funnels.scripts import catalogue_of

SCRIPT = """
funnel: f
start: {events: [webinar_seen]}
language: en
products:
  talk: {title: Talk, stars: 100, deliver: {text: Here is the talk.}}
  book: {title: Book, price: 5 EUR, deliver: {text: Here is the book.}}
stages:
  - stage: one
    steps:
      - ask: Your city?
        save: city
      - offer: talk
        text: The **talk** is {{ price }}.
        deadline: 1 day
      - offer: book
        text: The book.
      - tag: done
"""


def played(*lines: dict[str, Any], **expect: Any) -> Result:
    written = {"dialogue": "test", "play": list(lines), "expect": expect}
    return play(Dialogue.model_validate(written), catalogue_of(SCRIPT))


def problems(result: Result) -> list[str]:
    return [f"{one.problem}; {one.remedy}" for one in result.differences]


START = ({"user": "/start"}, {"user": "Tver"})


def test_what_goes_as_written_has_no_problem_and_a_transcript() -> None:
    result = played(*START, {"bot": ["the  TALK is 100 ⭐"]}, {"later": "90 minutes"}, {"pay": "talk"})
    assert (result.name, result.marked, result.differences) == ("test", None, [])
    assert [(said.who, said.text.strip()) for said in result.transcript] == [
        ("person", "/start"),
        ("bot", "Your city?"),
        ("person", "Tver"),
        ("bot", "The talk is 100\N{NO-BREAK SPACE}⭐."),
        ("time", "later: 1 hour 30 minutes"),
        ("person", "pay: talk"),
        ("bot", "Here is the talk."),
        ("bot", "The book."),
    ]


TALK = "The talk is 100\N{NO-BREAK SPACE}⭐."
PAY_TALK = "Pay 100\N{NO-BREAK SPACE}⭐"
MEND = "change the script, or this line"
OFFER_FIRST = "pay it while an offer that sells it is open in the chat, otherwise than by hand"


@pytest.mark.parametrize(
    ("lines", "place", "problem", "marked"),
    [
        (
            [{"bot": "the book"}],
            ("bot", 0),
            f"the bot should say «the book», but it says «{TALK}»; {MEND}",
            Said(who="bot", text=TALK),
        ),
        (
            [{"bot": ["talk", "book"]}],
            ("bot", 1),
            f"the bot should say «book», but it is silent; {MEND}",
            Said(who="bot", text="(nothing)"),
        ),
        (
            [{"bot": []}],
            ("bot",),
            f"the bot should be silent now, but it says «{TALK}»; {MEND}",
            Said(who="bot", text=TALK),
        ),
        (
            [{"told": "a new task"}],
            ("told", 0),
            f"staff should hear «a new task», but they hear nothing; {MEND}",
            Said(who="told", text="(nothing)"),
        ),
        (
            [{"press": "Pay 10 ⭐"}],
            ("press",),
            f"there is no button «Pay 10 ⭐» in the chat; did you mean «{PAY_TALK}»?",
            Said(who="person", text="press: Pay 10 ⭐"),
        ),
        (
            [{"press": "No, thanks"}],
            ("press",),
            f"there is no button «No, thanks» in the chat; there are «{PAY_TALK}»",
            Said(who="person", text="press: No, thanks"),
        ),
        (
            [{"pay": "book"}],
            ("pay",),
            f"«book» cannot be paid now; {OFFER_FIRST}",
            Said(who="person", text="pay: book"),
        ),
        (
            [{"confirm": "book"}],
            ("confirm",),
            "nobody says they paid «book» by hand; let the person press the button that says so",
            Said(who="owner", text="confirm: book"),
        ),
        (
            [{"staff": "done"}],
            ("staff",),
            "staff were told nothing that is to be done; put the line after the step that tells them",
            Said(who="staff", text="staff: done"),
        ),
        (
            [{"called": "failed"}],
            ("called",),
            "no web address has been called that has not answered yet; put the line after the `call` step",
            Said(who="outside", text="called: failed"),
        ),
    ],
)
def test_the_line_that_goes_otherwise_says_how_and_is_marked_in_the_transcript(
    lines: list[dict[str, Any]], place: tuple[str | int, ...], problem: str, marked: Said
) -> None:
    result = played(*START, *lines)
    assert problems(result) == [problem]
    assert result.differences[0].loc == ("play", 2, *place)
    assert result.marked is not None
    assert result.transcript[result.marked] == marked
    assert result.transcript[:2] == [Said(who="person", text="/start"), Said(who="bot", text="Your city?")]


@pytest.mark.parametrize(
    "lines", [[{"later": "1 day"}, {"pay": "talk"}], [{"press": "Pay 100 ⭐"}, {"later": "1 day"}, {"pay": "talk"}]]
)
def test_what_is_late_cannot_be_paid(lines: list[dict[str, Any]]) -> None:
    assert problems(played(*START, *lines)) == [f"«talk» cannot be paid now; {OFFER_FIRST}"]


def test_a_comma_that_made_two_messages_of_one_is_told() -> None:
    script = SCRIPT.replace("The **talk** is", "Well, Anna, the talk is")
    dialogue = Dialogue.model_validate({"dialogue": "a", "play": [*START, {"bot": ["Well", "Anna", "the talk"]}]})
    (problem,) = problems(play(dialogue, catalogue_of(script)))
    assert problem.startswith("the bot should say «Anna», but it is silent; ")
    assert problem.endswith('a comma begins the next message: put the text in quotes, "Well, Anna"')


def test_a_message_more_than_a_line_names_is_told() -> None:
    assert problems(played(*START, {"pay": "talk"}, {"bot": ["Here is"]})) == [
        f"the bot should say no more than this line names, but it says «The book.» too; {MEND}"
    ]


def test_what_a_line_has_named_is_read() -> None:
    script = "funnel: f\nstages: [{stage: one, steps: [{notify: Look.}, {message: Hello.}]}]"
    lines = [{"user": "/start"}, {"told": "Look"}, {"told": []}, {"bot": "Hello"}, {"bot": []}]
    assert play(Dialogue.model_validate({"dialogue": "x", "play": lines}), catalogue_of(script)).differences == []


def test_of_several_messages_the_one_that_differs_is_marked() -> None:
    result = played(*START, {"pay": "talk"}, {"bot": ["Here is the talk", "The film"]})
    assert result.marked == len(result.transcript) - 1
    assert result.transcript[result.marked] == Said(who="bot", text="The book.")
    assert played(*START, {"pay": "talk"}, {"bot": ["The book", "The book"]}).marked == result.marked - 1


@pytest.mark.parametrize(
    ("expect", "problem"),
    [
        ({"reached": []}, "at the end reached should be [], but it is [one]"),
        ({"passed": ["one"]}, "at the end passed should be [one], but it is []"),
        ({"orders": ["talk"]}, "at the end orders should be [talk], but it is []"),
        ({"tags": ["done"]}, "at the end tags should be [done], but it is []"),
        ({"attributes": {}}, "at the end attributes should be {}, but it is {city: Tver}"),
        ({"variants": {"x": "y"}}, "at the end variants should be {x: y}, but it is {}"),
        ({"outcome": "finished"}, 'at the end outcome should be finished, but it is ""'),
        ({"at": "end"}, "at the end at should be end, but it is one.2"),
    ],
)
def test_what_ends_otherwise_says_how(expect: dict[str, Any], problem: str) -> None:
    result = played(*START, **expect)
    assert problems(result) == [f"{problem}; {MEND}"]
    assert result.differences[0].loc == ("expect", *expect)


def test_everything_that_ends_otherwise_is_said_at_once() -> None:
    result = played(*START, tags=["done"], orders=["talk"], at="one.2")
    assert [one.loc for one in result.differences] == [("expect", "orders"), ("expect", "tags")]
    assert result.marked is None


def test_who_never_started_stands_nowhere() -> None:
    assert problems(played({"bot": []}, at="nowhere", reached=[], outcome="")) == []


def test_what_was_paid_is_given_back_and_can_be_paid_again() -> None:
    result = played(
        *START,
        {"pay": "talk"},
        {"refund": "talk"},
        {"bot": ["Your money is on its way back: 100 ⭐ for “Talk”."]},
        {"refund": "talk"},
        orders=[],
    )
    assert problems(result) == ["nobody has paid «talk»; let the person pay it first"]


def test_who_is_asked_where_the_receipt_goes_has_to_say_it_first() -> None:
    receipt = "price: 500 RUB, pay: [yookassa], receipt: {vat: none}"
    script = SCRIPT.replace("price: 5 EUR", receipt)
    written = {"dialogue": "test", "play": [*START, {"pay": "talk"}, {"pay": "book"}]}
    assert problems(play(Dialogue.model_validate(written), catalogue_of(script))) == [
        "the bot has asked where the receipt goes; let the person say it first: user: anna@example.com"
    ]


def test_a_transfer_is_claimed_and_confirmed() -> None:
    result = played(
        *START,
        {"pay": "talk"},
        {"press": "pay €5 BY transfer"},
        {"press": "I have paid"},
        {"confirm": "book"},
        {"bot": "Here is the book."},
        orders=["talk", "book"],
        tags=["done"],
        at="end",
    )
    assert result.differences == []
    assert Said(who="owner", text="confirm: book") in result.transcript


def test_the_source_comes_with_the_first_start_only() -> None:
    """A bare /start later on shows the funnel that moved last, not the one a source leads into."""
    first = SCRIPT.replace("Your city?", "From {{ source }}?").replace("start: {", "start: {default: true, ")
    other = "funnel: g\nstart: {links: [g]}\nstages: [{stage: one, steps: [{ask: And here?}]}]"
    lines = [{"user": "/start"}, {"bot": "From vk?"}, {"later": "1 min"}, {"user": "/start g"}]
    lines += [{"user": "/start"}, {"bot": "And here?"}]
    dialogue = {"dialogue": "x", "source": "vk", "play": lines}
    assert play(Dialogue.model_validate(dialogue), catalogue_of(first, other)).differences == []


def test_staff_act_about_the_newest_of_what_they_were_told() -> None:
    steps = "[{handoff: One, text: A}, {handoff: Two, text: B}, {message: C}]"
    lines = [{"user": "/start"}, {"staff": "give back"}, {"bot": "B"}, {"staff": "give back"}, {"bot": "C"}]
    dialogue = Dialogue.model_validate({"dialogue": "x", "play": lines})
    assert play(dialogue, catalogue_of(f"funnel: f\nstages: [{{stage: one, steps: {steps}}}]")).differences == []


def test_a_person_may_have_drawn_another_variant() -> None:
    script = """
funnel: f
start: {events: [webinar_seen]}
stages:
  - stage: one
    steps: [{split: price, variants: {full: {steps: [{message: Full.}]}, soft: {steps: [{message: Soft.}]}}}]
"""
    for variant in ("full", "soft"):
        dialogue = {
            "dialogue": "x",
            "variants": {"price": variant},
            "play": [{"user": "/start"}, {"bot": variant}],
            "expect": {"variants": {"price": variant}, "outcome": "finished"},
        }
        assert play(Dialogue.model_validate(dialogue), catalogue_of(script)).differences == []


def test_a_script_that_never_waits_is_a_problem_and_no_crash() -> None:
    script = "funnel: f\nstages: [{stage: one, steps: [{message: a, id: a}, {goto: a}]}]"
    result = play(Dialogue.model_validate({"dialogue": "x", "play": [{"user": "/start"}]}), catalogue_of(script))
    assert problems(result) == ["f: the steps after one.a never wait; put a step that waits between them"]


# The file


def refused(folder: Path, text: str) -> list[str]:
    (folder / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ScriptError) as error:
        load_dialogues(folder / FILE, catalogue_of(SCRIPT))
    return str(error.value).replace(f"{folder / FILE}:", "").split("\n")


def test_a_dialogue_knows_the_places_of_its_pieces(tmp_path: Path) -> None:
    text = "- {dialogue: a, play: [{bot: []}]}\n\n- dialogue: b\n  play:\n    - bot: [x,\n        y]\n"
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    first, second = load_dialogues(tmp_path / FILE, catalogue_of(SCRIPT))
    assert (first.dialogue.dialogue, second.dialogue.dialogue) == ("a", "b")
    assert str(second.finding(("play", 0, "bot", 1), "no", "yes")) == f"{tmp_path / FILE}:6:9: no; yes"


@pytest.mark.parametrize("text", [None, "", "# Soon.\n\n"])
def test_a_funnel_without_dialogues_has_none(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / FILE).write_text(text, encoding="utf-8")
    assert load_dialogues(tmp_path / FILE, catalogue_of(SCRIPT)) == []


def test_every_mistake_of_the_file_is_said_at_once(tmp_path: Path) -> None:
    text = "- {dialogue: a, play: [{usr: hi}]}\n- {dialogue: b, play: [{pay: tlak}]}\n- {play: [{bot: []}]}\n"
    assert [line.partition(": ")[0] for line in refused(tmp_path, text)] == ["1:25", "2:30", "3:3"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "- dialogue: a\n  play:\n    - user: hi\n      bot: [hello]",
            "3:7: a line does one thing, this one has user and bot; make a line of each, every one with its -",
        ),
        ("- dialogue: a\n  play:\n    - usr: hi", "3:7: `usr` is not known here; did you mean `user`?"),
        ("- dialogue: a\n  play: []", "2:9: this is empty; write something here, or remove the key"),
        ("- dialogue: a\n  paly:\n    - user: hi", "2:3: `paly` is not known here; did you mean `play`?"),
        (
            "- dialogue: a\n  play:\n    - later: soon",
            "3:14: `soon` is not a length of time; write it as `30 min`, `2 hours`, `1 day 4 hours` or `3 дня`",
        ),
        (
            "- dialogue: a\n  play:\n    - pay: tlak",
            "3:12: there is no product `tlak`; did you mean `talk`?",
        ),
        (
            "- dialogue: a\n  play:\n    - confirm: car",
            "3:16: there is no product `car`; there are `talk`, `book`",
        ),
        (
            "- dialogue: a\n  play: [bot: []]\n  expect:\n    orders: [talk, boook]",
            "4:20: there is no product `boook`; did you mean `book`?",
        ),
        (
            "- dialogue: a\n  play: [bot: []]\n  expect: {passed: [on]}",
            "3:21: there is no stage `on`; did you mean `one`?",
        ),
        (
            "- dialogue: a\n  play: [bot: []]\n  expect: {at: one.22}",
            "3:16: there is no step `one.22`; did you mean `one.2`?",
        ),
        (
            "- dialogue: a\n  play:\n    - bot: [hello, Day 2: light]",
            '3:20: a text with `: ` in it needs quotes in a list; put the text in quotes: "Day 2: light"',
        ),
        (
            "- dialogue: a\n  play:\n    - staff: {reply: Yes, of course}",
            "3:27: a comma ends the text, and `of course` is read as a key; put the text in quotes",
        ),
        (
            "- dialogue: a\n  play:\n    - staff: {replay: Yes}",
            "3:15: `replay` is not known here; did you mean `reply`?",
        ),
        (
            "- dialogue: a\n  play: [bot: []]\n  expect: {attributes: {phone: +79161234567}}",
            '3:32: `+79161234567` is read as a number and loses its plus; put it in quotes: "+79161234567"',
        ),
        (
            "- dialogue: a\n  play: [event: {name: webinar_sen}]",
            "2:17: no script knows the event `webinar_sen`; did you mean `webinar_seen`?",
        ),
        (
            "- dialogue: a\n  play: [event: {name: seen, values: {minutes: [1]}}]",
            "2:48: this is more than one value, or none; write words, a number, or true or false",
        ),
        (
            "- dialogue: a\n  variants: {price: full}\n  play: [bot: []]",
            "2:21: there is no experiment `price`; the scripts have none",
        ),
    ],
)
def test_a_mistake_in_the_file_has_its_place(text: str, said: str, tmp_path: Path) -> None:
    assert said in refused(tmp_path, text)


def test_a_line_that_does_nothing_is_a_mistake(tmp_path: Path) -> None:
    (said,) = refused(tmp_path, "- dialogue: x\n  play: [{user: /start}, {}]\n")
    assert "a line does one thing, this one has nothing" in said
