"""What counts as each kind of answer, and what is kept of it."""

import subprocess
import sys
from datetime import date, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnels.engine.effects.facts import Track
from funnels.engine.effects.shown import EditButtons, SendMessage
from funnels.engine.inputs import Answered
from funnels.engine.subscriber import Attribute
from tests.funnels.engine.world import NOON, World, coded, world

QUESTION = """
funnel: test
language: LANGUAGE
timezone: ZONE
start: {default: true}
stages:
  - stage: one
    steps:
      - {ask: What?, save: it, OPTIONS}
      - message: Thank you.
      - wait: 1 day
"""


def asked(options: str, language: str = "ru", zone: str = "Europe/Moscow") -> World:
    """A person before a question with these options."""
    w = world(QUESTION.replace("OPTIONS", options).replace("LANGUAGE", language).replace("ZONE", zone))
    w.start()
    return w


def kept(w: World, text: str) -> Attribute | None:
    """What is kept of these words; None if they are no answer."""
    w.do(Answered(text=text))
    return w.person.subscriber.attributes.get("it")


@pytest.mark.parametrize(
    ("text", "zone", "number"),
    [
        ("8 999 123-45-67", "Europe/Moscow", "+79991234567"),
        ("8 (999) 123 45 67", "Asia/Yekaterinburg", "+79991234567"),
        ("9991234567", "Europe/Moscow", "+79991234567"),
        ("79991234567", "Europe/Moscow", "+79991234567"),
        ("+7\u2011999\u2011123\u201145\u201167", "Europe/Moscow", "+79991234567"),
        ("мой: 8.999.123.45.67, звоните после 18", "Europe/Moscow", "+79991234567"),
        ("007 999 123 45 67", "Europe/Moscow", "+79991234567"),
        ("00375 29 123-45-67", "Europe/Moscow", "+375291234567"),
        ("+375 (29) 123-45-67", "Europe/Moscow", "+375291234567"),
        ("8 701 123 45 67", "Asia/Almaty", "+77011234567"),
        ("8 029 123 45 67", "Europe/Minsk", "+375291234567"),
        ("(415) 555-2671", "America/New_York", "+14155552671"),
        ("8 999 123-45-67", "UTC", "+79991234567"),
        ("٨٩٩٩١٢٣٤٥٦٧", "Europe/Moscow", "+79991234567"),
        ("123-45-67", "Europe/Moscow", None),
        ("8 999 123-45-6", "Europe/Moscow", None),
        ("+999 1234567890", "Europe/Moscow", None),
        ("8 999 123-45-67 или 8 999 765-43-21", "Europe/Moscow", None),
        ("позвоните", "Europe/Moscow", None),
        ("", "Europe/Moscow", None),
        ("9" * 4000, "Europe/Moscow", None),
    ],
)
def test_a_number_is_kept_with_the_code_of_its_country(text: str, zone: str, number: str | None) -> None:
    assert kept(asked("for: phone", zone=zone), text) == number


def test_the_script_may_name_the_country() -> None:
    assert kept(asked("for: phone, region: GB"), "020 7946 0018") == "+442079460018"


def test_where_no_country_is_known_a_number_needs_its_code() -> None:
    w = asked("for: phone", language="en", zone="UTC")
    assert kept(w, "8 999 123-45-67") is None
    assert kept(w, "+7 999 123-45-67") == "+79991234567"


@pytest.mark.parametrize("kind", ["phone", "contact", "email"])
def test_whoever_leaves_a_contact_is_a_lead(kind: str) -> None:
    w = asked(f"for: {kind}")
    w.do(Answered(text="a@example.com", phone="+79990000000", kind="contact"))
    assert [fact.detail for fact in w.all_of(Track) if fact.event == "marked"] == ["lead"]


@pytest.mark.parametrize("kind", ["phone", "contact"])
def test_the_number_of_somebody_else_is_none(kind: str) -> None:
    w = asked(f"for: {kind}", language="en")
    assert w.do(Answered(kind="contact"))[0].startswith("This is somebody else’s contact")
    assert w.person.subscriber.attributes == {}


def test_no_script_and_no_question_but_one_for_a_number_loads_the_numbering_plans() -> None:
    code = "import sys, funnels.steps, funnels.engine.receive; print('phonenumbers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Анна", "Анна"),
        ("  меня зовут   Анна Петрова. ", "Анна Петрова"),
        ("Я Яна", "Яна"),
        ("Яна", "Яна"),
        ("My name is O'Brien!", "O'Brien"),
        ("I’m Jean-Luc", "Jean-Luc"),
        ("Ольга и", "Ольга и"),
        ("и\u0306он", "йон"),
        ("हिन्दी", "हिन्दी"),
        ("李明", "李明"),
        ("Я", None),
        ("я", None),
        ("Анна 2", None),
        ("@anna", None),
        ("-Анна", None),
        ("а" * 61, None),
        ("", None),
        ("🙂🙂", None),
        ("<b>Анна</b>", None),
    ],
)
def test_a_name_is_letters_without_what_is_said_before_it(text: str, name: str | None) -> None:
    assert kept(asked("for: name"), text) == name


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("30", "ru", 30),
        ("1 000 000", "ru", 1_000_000),
        ("1\u00a0500,50", "ru", 1500.5),
        ("2,500", "ru", 2.5),
        ("2,500", "en", 2500),
        ("1,234,567.25", "en", 1_234_567.25),
        ("2.5", "en", 2.5),
        ("−7", "ru", -7),
        ("+7", "ru", 7),
        ("5,0", "ru", 5.0),
        ("12 34", "ru", None),
        ("1,5,5", "ru", None),
        ("пять", "ru", None),
        ("5 руб", "ru", None),
        ("1e5", "ru", None),
        ("inf", "ru", None),
        ("9" * 16, "ru", None),
        ("", "ru", None),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, language: str, number: float | None) -> None:
    value = kept(asked("for: number", language=language), text)
    assert (value, type(value)) == (number, type(number))


@given(number=st.integers(-(10**15) + 1, 10**15 - 1), language=st.sampled_from(["ru", "en"]))
def test_a_number_with_spaces_for_its_thousands_is_itself(number: int, language: str) -> None:
    assert kept(asked("for: number", language=language), f"{number:,}".replace(",", " ")) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25.12.1990", "1990-12-25"),
        ("1 марта", "2027-03-01"),
        ("2 марта", "2026-03-02"),
        ("8 March 2027 19:00", "2027-03-08"),
        ("сегодня", "2026-03-02"),
        ("завтра", "2026-03-03"),
        ("в пятницу", "2026-03-06"),
        ("понедельник", "2026-03-02"),
        ("через 3 дня", "2026-03-05"),
        ("29.02.2028", "2028-02-29"),
        ("2026-03-08T23:30", "2026-03-08"),
        ("29.02.2027", None),
        ("25.12.1890", None),
        ("10:00", None),
        ("05/06/2026", None),
        ("через год или два", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_people_write_it(text: str, day: str | None) -> None:
    assert kept(asked("for: date"), text) == day


def test_the_bounds_of_a_number_fit_themselves() -> None:
    answers = [kept(asked("for: number, min: 18, max: 99"), text) for text in ("17", "18", "99", "100")]
    assert answers == [None, 18, 99, None]


def test_a_day_is_that_of_the_persons_own_clock() -> None:
    assert kept(asked("for: date", zone="America/New_York"), "2 марта") == "2026-03-02"
    w = asked("for: date, min: today", zone="Pacific/Kiritimati")
    assert kept(w, "2 марта 2026") is None
    assert kept(w, "today") == "2026-03-03"


@given(days=st.integers(0, 800))
def test_any_day_comes_back_in_iso_form(days: int) -> None:
    day = NOON.date() + timedelta(days=days)
    assert kept(asked("for: date, min: today, max: 2030-01-01"), f"{day:%d.%m.%Y}") == day.isoformat()
    assert date.fromisoformat(day.isoformat()) == day


def test_consent_is_kept_with_the_text_that_was_agreed_to_and_its_version() -> None:
    w = asked("for: consent")
    w.press("Согласен(на)")
    facts = [(fact.step, fact.detail) for fact in w.all_of(Track) if fact.event == "consented"]
    assert facts == [("one.1", "a4949e2c96de v1")]
    assert w.person.subscriber.attributes == {"it": True}


def test_the_text_that_was_agreed_to_is_the_same_for_everybody() -> None:
    text = "Do you agree, {{ first_name }}?"
    steps = f"[{{ask: '{text}', for: consent, save: it}}, {{message: Thank you.}}]"
    w = world(f"funnel: test\nlanguage: en\nstages: [{{stage: one, steps: {steps}}}]")
    w.start()
    w.say("Yes!")
    (fact,) = [fact for fact in w.all_of(Track) if fact.event == "consented"]
    assert fact.detail == f"{sha256(text.encode()).hexdigest()[:12]} v1"


def test_marks_are_shown_under_the_message_that_was_pressed_and_nowhere_else() -> None:
    w = asked("for: choice, several: true, choices: [A, B]")
    assert w.press("B") == []
    (edit,) = w.all_of(EditButtons)
    assert [[button.text for button in row] for row in edit.buttons] == [["A"], ["✅ B"], ["Готово"]]
    (question,) = w.all_of(SendMessage)
    assert [[button.text for button in row] for row in question.buttons] == [["A"], ["B"], ["Готово"]]


def test_marks_are_of_one_question() -> None:
    w = asked("for: choice, several: true, choices: [A, B], within: 1 hour, otherwise: one")
    w.press("B")
    w.wait("1 hour")
    assert w.journey().chosen == frozenset()
    assert w.press("✅ B") == ["Этот шаг уже позади, смотрите сообщения ниже."]


def test_a_press_that_no_button_sends_chooses_nothing() -> None:
    w = asked("for: choice, choices: [A, B]")
    for code in ("choice.2", "choice.-1", "choice.x", "done", "agree"):
        assert w.do(coded(w.button("A"), code)) == ["Этот шаг уже позади, смотрите сообщения ниже."]
    assert w.at == "one.1"


def test_the_reports_learn_what_was_chosen_but_no_words_of_the_persons_own() -> None:
    w = asked("for: choice, several: true, choices: {A: a, B: b}")
    w.do(Answered(text="2, 1"))
    assert [fact.detail for fact in w.all_of(Track) if fact.event == "answered"] == ["a, b"]
    w = asked("for: text")
    w.do(Answered(text="My secret"))
    assert [fact.detail for fact in w.all_of(Track) if fact.event == "answered"] == [""]
