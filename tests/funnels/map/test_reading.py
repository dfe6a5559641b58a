"""A map has every step once and every way on from it, in the words of the script."""

import pytest
from hypothesis import given, settings

from funnels.definition.document import read
from funnels.definition.load import load
from funnels.definition.script import END, FINISH, Script
from funnels.map.graph import Arrow, Card, FunnelMap
from funnels.map.reading import map_of
from funnels.steps import VERBS
from tests.funnels.engine.random_scripts import scripts
from tests.funnels.scripts import DIALOGUES, FLAGSHIPS, script_of

HEAD = """
funnel: test
language: LANGUAGE
start: {links: [gift], default: true}
products:
  talk: {title: The *talk*, price: 190 RUB, stars: 100, pay: [stars, manual], deliver: {text: Here.}}
stages:
  - stage: one
    steps:
"""


def drawn(steps: str, language: str = "en") -> FunnelMap:
    """The map of a stage with these steps, a step a line."""
    return map_of(
        script_of(HEAD.replace("LANGUAGE", language) + "".join(f"      {line}\n" for line in steps.split("\n")))
    )


def first(steps: str, language: str = "en") -> Card:
    return drawn(steps, language).stages[0].cards[0]


def ways(card: Card) -> list[tuple[str, str]]:
    return [(arrow.words, arrow.target) for arrow in card.arrows]


def assert_complete(script: Script) -> None:
    """Every step is there once, in the file's order, and every exit that leads anywhere is an arrow."""
    funnel = map_of(script)
    cards = list(funnel.cards())
    assert [card.key for card in cards] == list(script.order)
    assert [card.number for card in cards] == list(range(1, len(script.order) + 1))
    assert [stage.cards[0].key for stage in funnel.stages] == list(script.firsts.values())
    for card in cards:
        place = script.places[card.key]
        targets = {arrow.target for arrow in card.arrows}
        assert {place.exits[exit_] for exit_ in place.step.ways_on()} <= targets
        assert targets <= {*script.order, END, FINISH}
        assert all(
            Arrow(exit=branch.exit, words=_words(card, branch.exit), target=branch.cards[0].key) in card.arrows
            for branch in card.branches
        )


def _words(card: Card, exit_: str) -> str:
    return next(arrow.words for arrow in card.arrows if arrow.exit == exit_)


@pytest.mark.parametrize("name", ["first-steps", "relationships"])
def test_a_flagship_is_there_whole(name: str) -> None:
    assert_complete(load(FLAGSHIPS / name / "funnel.yaml"))


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_there_with_its_caption(verb: str) -> None:
    script = script_of(read(DIALOGUES / f"{verb}.yaml").data["script"])
    assert_complete(script)
    captions = [card.caption for card in map_of(script).cards() if card.verb == verb]
    assert captions
    assert all(captions)


@settings(max_examples=50, deadline=None)
@given(scripts())
def test_any_script_is_there_whole(script: Script) -> None:
    assert_complete(script)


def test_a_message_shows_its_words_buttons_file_and_follow_ups() -> None:
    card = first(
        """- message: |
    Hello, {{ first_name }}!

    A **gift** for {{ whom | default: "you" }}.
  id: hello
  document: media/gift.pdf
  buttons:
    - Take it
    - {text: Later, goto: one}
    - {text: Site, url: "https://example.com"}
    - {text: Buy, buy: talk}
  follow_ups:
    - {after: 3 hours, message: It _waits_.}
  within: 2 days
  otherwise: end"""
    )
    assert (card.number, card.verb, card.id, card.kind) == (1, "message", "hello", "says")
    assert card.caption == "Hello, …! A gift for you."
    assert card.details == ("📎 gift.pdf",)
    assert [(button.words, button.exit) for button in card.buttons] == [
        ("Take it", "next"),
        ("Later", "button.1"),
        ("Site", ""),
        ("Buy", ""),
    ]
    assert [(follow_up.time, follow_up.words) for follow_up in card.follow_ups] == [("+3 hours", "It waits.")]
    assert ways(card) == [("", FINISH), ("Later", "one.hello"), ("⌛ 2 days without an answer", END)]


def test_a_question_says_what_it_asks_for() -> None:
    card = first("- ask: Where to?\n  for: email\n  skip: No, thanks")
    assert (card.kind, card.caption, card.details) == ("asks", "Where to?", ("for: email",))
    assert [(button.words, button.exit) for button in card.buttons] == [("No, thanks", "next")]
    assert first("- ask: And the name?").details == ()


def test_an_offer_says_what_it_costs_and_for_how_long() -> None:
    card = first(
        """- offer: talk
  text: The talk.
  price: 150 RUB
  deadline: 2 days
  decline: Не сейчас
  follow_ups: [{before_deadline: 2 hours, message: Скоро}]
  declined: {message: Ничего.}
  expired: end""",
        "ru",
    )
    assert (card.kind, card.caption) == ("sells", "The *talk*")
    assert card.details == (
        "100\N{NO-BREAK SPACE}⭐ · 150\N{NO-BREAK SPACE}₽ · ⌛ 2 дня".replace("\N{NO-BREAK SPACE}", " "),
    )
    assert card.follow_ups[0].time == "до конца 2 часа"
    assert ways(card) == [("оплачено", FINISH), ("Не сейчас", "one.1.declined.1"), ("срок вышел", END)]
    assert [(branch.exit, len(branch.cards)) for branch in card.branches] == [("declined", 1)]


def test_who_has_bought_already_has_a_way_of_their_own_only_where_it_differs() -> None:
    same = first("- offer: talk\n  text: The talk.\n  paid: end\n- end")
    assert ways(same) == [("paid", END)]
    apart = first("- offer: talk\n  text: The talk.\n  paid: {tag: glad}\n- end")
    assert ways(apart) == [("paid", "one.1.paid.1"), ("already bought", "one.2")]


TWO = HEAD.replace("stages:", "  book: {title: A book, stars: 50, deliver: {text: Here.}}\nstages:")


def test_an_offer_of_several_products_names_them_all_and_says_where_each_leads() -> None:
    def shown(paid: str) -> Card:
        steps = f"      - offer: [talk, book]\n        text: Choose.\n        paid: {paid}\n      - end\n"
        return map_of(script_of(TWO.replace("LANGUAGE", "en") + steps)).stages[0].cards[0]

    apart = shown("{book: {tag: reader}}")
    assert (apart.caption, apart.details) == ("The *talk* / A book", ("100 ⭐ · ₽190 · 50 ⭐",))
    assert ways(apart) == [("paid: The *talk*", "one.2"), ("paid: A book", "one.1.paid.book.1")]
    assert [(branch.exit, len(branch.cards)) for branch in apart.branches] == [("paid.book", 1)]
    assert ways(shown("next")) == [("paid", "one.2")]
    assert ways(shown("{tag: glad}")) == [("paid", "one.1.paid.1"), ("already bought", "one.2")]


def test_a_goal_that_is_any_of_several_products_names_them_all() -> None:
    steps = "    goal: paid [talk, book]\n    steps:\n      - {offer: [talk, book], text: Choose.}\n"
    funnel = map_of(script_of(TWO.replace("LANGUAGE", "en").removesuffix("    steps:\n") + steps))
    assert funnel.stages[0].goal == "payment — The *talk* / A book"


@pytest.mark.parametrize(
    ("wait", "caption", "words"),
    [
        ("2 days", "2 days", []),
        ("friday 10:00", "until: friday 10:00", []),
        ("{for: paid}\n  within: 1 day\n  otherwise: end", "for: paid", ["⌛ 1 day without the event"]),
        ("{for: [paid, called]}", "for: paid, called", []),
        ("{for: paid, save: [order]}", "for: paid, save: order", []),
        ('{until: "{{ day }}", plus: 1 day}\n  otherwise: end', "until: …, plus: 1 day", ["no date"]),
    ],
)
def test_a_wait_says_what_for_in_the_words_of_the_script(wait: str, caption: str, words: list[str]) -> None:
    card = drawn(f"- set: {{day: x}}\n- wait: {wait}").stages[0].cards[1]
    assert card.caption == caption
    assert [arrow.words for arrow in card.arrows if arrow.words] == words


def test_a_condition_has_two_ways() -> None:
    funnel = drawn("- if: email\n  then: [{tag: known}, {wait: 1 day}]\n- goto: one")
    chooses, jumps = funnel.stages[0].cards
    assert (chooses.kind, chooses.caption) == ("decides", "email")
    assert ways(chooses) == [("yes", "one.1.then.1"), ("no", "one.2")]
    (branch,) = chooses.branches
    assert [(card.verb, card.kind, card.caption) for card in branch.cards] == [
        ("tag", "notes", "known"),
        ("wait", "waits", "1 day"),
    ]
    assert ways(branch.cards[1]) == [("", "one.2")]
    assert (jumps.caption, ways(jumps)) == ("one", [("jump", "one.1")])


def test_a_stage_says_its_goal_and_mark() -> None:
    script = script_of(
        HEAD.replace("LANGUAGE", "en").replace(
            "- stage: one", "- stage: one\n    title: First\n    marks: mql\n    goal: paid talk"
        )
        + "      - wait: 1 day\n  - stage: two\n    goal: done\n    steps: [{goal: done}]\n"
    )
    funnel = map_of(script)
    assert (funnel.title, funnel.start) == ("test", "gift, /start")
    shown = [(stage.number, stage.title, stage.goal, stage.marks) for stage in funnel.stages]
    assert shown == [(1, "First", "payment — The *talk*", "MQL"), (2, "two", "done", "")]


@pytest.mark.parametrize(("language", "said"), [("en", "gift, event basket_left"), ("ru", "gift, событие basket_left")])
def test_an_event_is_a_way_in(language: str, said: str) -> None:
    begun = HEAD.replace("LANGUAGE", language).replace("default: true", "events: basket_left")
    assert map_of(script_of(begun + "      - wait: {for: [paid, called]}\n")).start == said
