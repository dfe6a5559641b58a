"""What is chosen is marked on its button, which stays as long as Telegram takes it."""

from funnels.definition.visible import utf16_length
from funnels.engine.buttons import ButtonRef
from funnels.engine.effects.shown import EditButtons, SendMessage
from tests.funnels.engine.world import World, world

LONGEST = "W" * 64
SCRIPT = f"""
funnel: test
language: en
stages:
  - stage: one
    steps:
      - ask: Which ones?
        for: choice
        choices: [Short, {LONGEST}]
        several: true
        save: chosen
        follow_ups:
          - {{after: 1 hour, message: Which ones are they?}}
"""
NUMBERS = """
funnel: test
language: en
stages:
  - stage: one
    steps:
      - ask: How many?
        for: choice
        choices: [3, 1, 2]
        several: true
        save: chosen
"""


def asked(script: str = SCRIPT) -> World:
    anna = world(script)
    anna.start()
    return anna


def test_the_mark_is_part_of_a_label_that_is_as_long_as_can_be() -> None:
    anna = asked()
    anna.press("W")
    anna.press("Short")
    (edited,) = [edit.buttons for edit in anna.all_of(EditButtons)][-1:]
    labels = [button.text for row in edited for button in row]
    assert labels[:2] == ["✅ Short", f"✅ {'W' * 61}…"]
    assert all(utf16_length(label) <= 64 for label in labels)


def test_the_mark_is_shown_where_it_was_pressed() -> None:
    anna = asked()
    anna.wait("1 hour")
    anna.press("Short")
    (edited,) = anna.all_of(EditButtons)
    assert {ButtonRef.parse(button.data).part for row in edited.buttons for button in row} == {1}


def test_of_a_question_shown_twice_the_newer_one_shows_the_mark() -> None:
    anna = asked()
    anna.start()
    anna.press("Short")
    shown = [message.buttons[0][0].text for message in anna.shown if isinstance(message, SendMessage)]
    assert shown == ["Short", "✅ Short"]


def test_one_word_that_is_no_choice_makes_it_no_answer() -> None:
    anna = asked()
    anna.say("Short, Nothing")
    assert anna.at == "one.1"
    anna.say("short, 2")
    assert anna.person.subscriber.attributes == {"chosen": ("Short", LONGEST)}


def test_where_choices_are_numbers_a_number_is_what_is_chosen_and_not_its_place() -> None:
    anna = asked(NUMBERS)
    anna.say("1, 2")
    assert anna.person.subscriber.attributes == {"chosen": ("1", "2")}
