"""A way on is drawn down, beside or as a tag; a jump passes by the left where there is room."""

from bot.reports.map_picture.jumps import LANES, Jump, jumps_of
from bot.reports.map_picture.ways import Routed, Router
from funnels.map.reading import map_of
from tests.funnels.scripts import script_of


def routed(*stages: str) -> list[tuple[Routed, ...]]:
    """The stages `one`, `two`, … with these steps."""
    names = ("one", "two", "three")
    written = ", ".join(f"{{stage: {name}, steps: [{steps}]}}" for name, steps in zip(names, stages, strict=False))
    return list(Router.of(map_of(script_of(f"{{funnel: test, language: en, stages: [{written}]}}"))).stages())


def told(card: Routed) -> list[tuple[str, str, str]]:
    return [(way.words, way.leads, way.tag) for way in card.ways]


def test_going_on_needs_no_words() -> None:
    ((first, last),) = routed("{wait: 1 day}, {wait: 2 days}")
    assert (told(first), first.goes_down) == ([], True)
    assert (told(last), last.goes_down) == ([], True)


def test_each_way_says_where_it_leads() -> None:
    buttons = (
        "[On, {text: Over, goto: end}, {text: Far, goto: two}, {text: Back, goto: one}, {text: A, url: 'https://a.b'}]"
    )
    one, _ = routed(
        f"{{message: Hi, buttons: {buttons}, within: 1 day, otherwise: {{tag: silent}}}}, {{wait: 1 day}}",
        "{wait: 1 day}",
    )
    assert told(one[0]) == [
        ("On", "down", ""),
        ("Over", "tag", "end"),
        ("Far", "tag", "→ stage 2"),
        ("Back", "tag", "→ stage 1"),
        ("A", "nowhere", ""),
        ("⌛ 1 day without an answer", "branch", ""),
    ]


def test_a_branch_comes_back_to_where_its_step_goes_on() -> None:
    ((chooses, last),) = routed("{if: email, then: [{tag: a}, {tag: b}], else: end}, {tag: c}")
    assert told(chooses) == [("yes", "branch", ""), ("no", "tag", "end")]
    assert (chooses.goes_down, chooses.flows) == (False, True)
    assert [card.flows for card in chooses.branches["then"]] == [True, True]
    assert last.goes_down


def test_nobody_comes_out_of_a_branch_that_ends() -> None:
    ((chooses, _),) = routed("{if: email, then: {end: over}, else: one}, {tag: c, id: c}")
    assert not chooses.flows


def test_a_branch_that_leaves_the_stage_says_so() -> None:
    product = "products: {talk: {title: Talk, stars: 9, deliver: {text: Here.}}}"
    steps = "{offer: talk, text: Buy, paid: {tag: glad}}, {wait: 1 day}"
    text = f"{{funnel: test, language: en, {product}, stages: [{{stage: one, goal: paid talk, steps: [{steps}]}}"
    (offer, _), _ = Router.of(map_of(script_of(text + ", {stage: two, steps: [{wait: 1 day}]}]}"))).stages()
    assert told(offer) == [("paid", "branch", ""), ("already bought", "tag", "→ stage 2")]
    (glad,) = offer.branches["paid"]
    assert (told(glad), glad.flows) == ([("next", "tag", "→ stage 2")], False)


def test_jumps_that_pass_each_other_take_lanes_of_their_own() -> None:
    buttons = "[{text: x, goto: c}, {text: y, goto: d}]"
    waits = "{wait: 1 day}, {wait: 1 day, id: c}, {wait: 1 day, id: d}"
    ((*cards,),) = routed(f"{{message: A, buttons: {buttons}}}, {waits}")
    assert jumps_of(cards) == [Jump(source=0, way=0, target=2, lane=0), Jump(source=0, way=1, target=3, lane=1)]


def test_jumps_apart_share_a_lane() -> None:
    jump = "{message: A, buttons: [{text: x, goto: ID}]}, {wait: 1 day}, {wait: 1 day, id: ID}"
    ((*cards,),) = routed(f"{jump.replace('ID', 'c')}, {jump.replace('ID', 'd')}")
    assert [found.lane for found in jumps_of(cards)] == [0, 0]


def test_more_jumps_than_lanes_are_told_by_their_tags() -> None:
    buttons = ", ".join(f"{{text: x, goto: s{number}}}" for number in range(1, LANES + 3))
    waits = ", ".join(f"{{wait: 1 day, id: s{number}}}" for number in range(LANES + 3))
    ((*cards,),) = routed(f"{{message: A, buttons: [{buttons}]}}, {waits}")
    assert len(jumps_of(cards)) == LANES
    assert {way.leads for way in cards[0].ways} == {"tag"}
