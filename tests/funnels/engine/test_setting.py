"""`set` keeps a number a number where one tag is all of the value, and everything else as text."""

import pytest

from tests.funnels.engine.world import world

SCRIPT = """
funnel: test
language: en
stages:
  - stage: one
    steps:
      - ask: What is it?
        save: given
      - set: {kept: "VALUE"}
      - message: Kept.
"""


@pytest.mark.parametrize(
    ("value", "given", "kept"),
    [
        ("{{ given }}", "7", 7),
        ("{{ given | plus: 1 }}", "7", 8),
        ("{{ given }}", "-2.50", -2.5),
        ("{{ given }}", "007", "007"),
        ("{{ given }}", "1e3", "1e3"),
        ("{{ given }}", "123456789012345", 123456789012345),
        ("{{ given }}", "1234567890123456", "1234567890123456"),
        ("{{ given }} ", "7", 7),
        ("No. {{ given }}", "7", "No. 7"),
        ("{{ given }}{{ given }}", "7", "77"),
        ("7", "x", "7"),
    ],
)
def test_what_is_kept(value: str, given: str, kept: object) -> None:
    anna = world(SCRIPT.replace("VALUE", value))
    anna.start()
    anna.say(given)
    assert repr(anna.person.subscriber.attributes["kept"]) == repr(kept)
