"""What of the differences between two walks is within the promise, and what is told."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from .compare import Verdict, Walked, compare
from .kept import Kept
from .prospect import Seen

ANNA = 1001
NOW = datetime(2026, 3, 2, 7, tzinfo=UTC)
LABELS = {(ANNA, 1): ("step", "talk.1"), (ANNA, 2): ("follow_up", "talk.1#1"), (ANNA, 3): ("step", "talk.2")}
FACTS = [("started", ""), ("answered", "talk.1")]


def walked(
    contents: Sequence[str] = ("Hello", "Still there?", "Welcome"),
    *,
    again: int = 0,
    in_doubt: int = 0,
    facts: Sequence[tuple[str, ...]] = (*FACTS,),
    charges: Sequence[str] = ("stx1", "stx2"),
    made: Sequence[str] = ("stx1", "stx2"),
) -> Walked:
    """Anna's walk: two messages at one moment and the others an hour later."""
    moments = [NOW if number < 2 else NOW + timedelta(hours=1) for number in range(len(contents))]
    return Walked(
        chats={
            ANNA: [
                Seen(moment=moment, content=content, number=number)
                for number, (content, moment) in enumerate(zip(contents, moments, strict=True), 1)
            ]
        },
        kept=Kept(
            rows={"facts": defaultdict(Counter, {ANNA: Counter(facts)})},
            labels=LABELS,
            in_doubt={ANNA: Counter({"talk.1#1": in_doubt})},
            unsent=Counter(),
            charges=set(charges),
            miscounted=(),
        ),
        charges=set(made),
        again=Counter({ANNA: again}),
    )


def told(chaos: Walked) -> Verdict:
    return compare(walked(), chaos)


def test_two_walks_that_are_alike_agree() -> None:
    assert told(walked()) == Verdict()


def test_a_message_that_never_came_is_lost() -> None:
    verdict = told(walked(["Hello", "Still there?"]))
    assert verdict.lost == 1
    assert "never saw 'Welcome'" in verdict.disagreements[0]


def test_a_follow_up_may_be_missing_only_where_it_was_left_in_doubt() -> None:
    without = [NOW, NOW + timedelta(hours=1)]
    seen = [
        Seen(moment=moment, content=said, number=1) for moment, said in zip(without, ["Hello", "Welcome"], strict=True)
    ]
    lost, missing = walked(), walked(in_doubt=1)
    lost.chats[ANNA] = missing.chats[ANNA] = seen  # type: ignore[index]  # a dict in truth
    assert told(missing) == Verdict(missing=1)
    assert told(lost).lost == 1


def test_as_many_messages_may_come_again_as_were_on_their_way() -> None:
    thrice = ["Hello", "Still there?", "Welcome", "Welcome", "Welcome"]
    assert told(walked(thrice, again=2)) == Verdict(doubled=2)
    assert told(walked(thrice, again=1)).disagreements == [
        f"person {ANNA}: saw 2 messages again, but 1 were on their way"
    ]


def test_a_follow_up_never_comes_again() -> None:
    chaos = walked(again=1)
    chaos.chats[ANNA].insert(1, chaos.chats[ANNA][1])
    (disagreement,) = told(chaos).disagreements
    assert "'Still there?', a follow-up, again" in disagreement


def test_what_nobody_should_have_sent_and_another_order_are_told() -> None:
    (foreign,) = told(walked(["Hello", "Still there?", "Welcome", "Boo"], again=1)).disagreements
    assert "'Boo', which nobody should have sent" in foreign
    (order,) = told(walked(["Still there?", "Hello", "Welcome"])).disagreements
    assert "in another order" in order


def test_what_is_kept_otherwise_is_told_with_the_first_difference() -> None:
    (disagreement,) = told(walked(facts=[("started", ""), ("answered", "talk.2")])).disagreements
    assert disagreement == (f"person {ANNA}: facts: in peace ['talk.1'], in chaos ['talk.2'] of ('answered', 'talk.1')")
    (twice,) = told(walked(facts=[*FACTS, FACTS[1]])).disagreements
    assert "only in chaos ('answered', 'talk.1')" in twice


def test_the_till_must_agree_with_the_payments_kept() -> None:
    lost = told(walked(charges=["stx1"]))
    assert lost.lost == 1
    assert "does not know: ['stx2']" in lost.disagreements[0]
    (made_up,) = told(walked(charges=["stx1", "stx2", "stx3", "manual:1"])).disagreements
    assert "nobody made in the walk in chaos: ['stx3']" in made_up
