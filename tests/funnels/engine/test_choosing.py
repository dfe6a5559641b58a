"""What is chosen is marked on its button, which stays as long as Telegram takes it."""

from funnels.definition.visible import utf16_length
from funnels.engine.effects.shown import EditButtons
from tests.funnels.engine.world import world

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
"""


def test_the_mark_is_part_of_a_label_that_is_as_long_as_can_be() -> None:
    anna = world(SCRIPT)
    anna.start()
    anna.press("W")
    anna.press("Short")
    (edited,) = [edit.buttons for edit in anna.all_of(EditButtons)][-1:]
    labels = [button.text for row in edited for button in row]
    assert labels[:2] == ["✅ Short", f"✅ {'W' * 61}…"]
    assert all(utf16_length(label) <= 64 for label in labels)
