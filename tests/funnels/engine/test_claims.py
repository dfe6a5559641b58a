"""A claim to have paid by hand: its proofs, how long it waits, and what follows when the money was not found."""

import pytest

from funnels.definition.money import Money
from funnels.engine.effects.orders import RecordClaim, RecordPayment, RecordProof
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.inputs import Answered
from tests.funnels.engine.world import World, world

SHOP = """
funnel: test
language: en
timezone: UTC
start: {default: true}
sending_hours: 9:00-21:00
products:
  course:
    title: Course
    price: 4900 RUB
    stars: 100
    pay: [manual, stars]
    claim_within: 2 hours
    deliver: {text: Here is the course.}
menu:
  - command: /help
    keywords: [delivery]
    message: We deliver at once.
stages:
  - stage: core
    steps:
      - offer: course
        text: Buy.
        deadline: 2 days
        decline: No
      - ask: Show me your work.
        for: photo
        save: work
      - message: Nice.
        buttons: [Thanks]
"""
NOTHING_ELSE = SHOP.replace("      - ask: Show me your work.\n        for: photo\n        save: work\n", "")
"""No photo is asked for."""

ANOTHER = "7:test:1:0:0"
"""An order of the same product."""

THANKS = "Thank you, I have the receipt. I will check the payment and write to you."
HELPS = "Thank you, that helps to find the payment. I will check it and write to you."
KNOWN = "It is being checked, I will write soon."
LONGER = "Checking the transfer takes longer than usual"
BY_HAND = "Pay ₽4,900 by transfer"


def asked(script: str = SHOP) -> World:
    anna = world(script)
    anna.start()
    anna.press(BY_HAND)
    anna.wait("1 minute")
    return anna


def claiming() -> World:
    anna = asked()
    anna.press("I have paid")
    anna.wait("1 minute")
    return anna


def sends(anna: World, kind: str = "photo", caption: str = "") -> list[str]:
    return anna.do(Answered(kind=kind, file=f"a-{kind}", caption=caption, message=5))


def notices(anna: World) -> list[str]:
    return [notice.about for notice in anna.all_of(NotifyOwners)]


@pytest.mark.parametrize("kind", ["photo", "document"])
def test_a_proof_of_a_claim_is_kept_and_passed_on(kind: str) -> None:
    anna = claiming()
    assert sends(anna, kind, "from my <husband>") == [THANKS]
    (proof,) = anna.all_of(RecordProof)
    assert (proof.order, proof.kind, proof.file, proof.words) == (
        anna.claims[0], kind, f"a-{kind}", "from my <husband>"
    )  # fmt: skip
    told = anna.all_of(NotifyOwners)[-1]
    assert (told.about, told.file_kind, told.file, told.reason) == ("proof", kind, f"a-{kind}", "from my <husband>")
    assert told.money is not None
    assert told.money.amount == 490_000
    assert len(anna.all_of(RecordClaim)) == 1


def test_a_receipt_sent_instead_of_the_button_is_the_claim() -> None:
    anna = asked()
    assert sends(anna) == [THANKS]
    assert notices(anna) == ["proof"]
    assert len(anna.claims) == 1
    assert anna.press("I have paid") == [KNOWN]
    assert anna.settle(anna.claims[0], method="manual")[0] == "Here is the course."


def test_words_are_of_the_claim_unless_somebody_understands_them() -> None:
    anna = claiming()
    assert anna.say("Sent from Ivan P. at 12:40") == [HELPS]
    told = anna.all_of(NotifyOwners)[-1]
    assert (told.about, told.reason, told.file) == ("proof", "Sent from Ivan P. at 12:40", "")
    assert anna.say("When is the delivery?") == ["We deliver at once."]
    assert anna.say("/help") == ["We deliver at once."]
    assert len(anna.all_of(RecordProof)) == 1


@pytest.mark.parametrize("kind", ["voice", "sticker", "video"])
def test_other_things_prove_nothing(kind: str) -> None:
    anna = claiming()
    sends(anna, kind)
    assert notices(anna) == ["claimed"]


def test_without_a_claim_words_are_no_proof_and_a_photo_is_none_where_nobody_was_asked_to_transfer() -> None:
    anna = asked()
    anna.say("I have paid it all")
    anna.press("Pay 100")
    assert sends(anna)[0].startswith("Please press one of the buttons")
    late = asked()
    late.wait("8 days")
    sends(late)
    assert notices(anna) == notices(late) == []


def test_a_few_are_passed_on_and_no_more() -> None:
    anna = claiming()
    for _ in range(5):
        assert sends(anna) == [THANKS]
    assert sends(anna) == [KNOWN]
    assert anna.say("And by the way")[0].startswith("Please press")
    assert notices(anna) == ["claimed", *["proof"] * 5]


def test_a_question_that_was_asked_after_the_claim_gets_its_photo_and_one_before_it_does_not() -> None:
    anna = claiming()
    assert anna.press("No") == ["Show me your work."]
    assert sends(anna) == ["Nice."]
    assert notices(anna) == ["claimed"]
    assert sends(anna) == [THANKS]
    boris = asked()
    boris.press("No")
    boris.wait("1 minute")
    boris.press("I have paid")
    assert sends(boris) == [THANKS]
    assert boris.journey().step == "core.2"


def test_words_at_a_question_that_was_asked_before_the_claim_are_its_answer_if_they_fit() -> None:
    anna = world(SHOP.replace("for: photo", "for: text"))
    anna.start()
    anna.press(BY_HAND)
    anna.press("No")
    anna.wait("1 minute")
    anna.press("I have paid")
    assert anna.say("It is a vase") == ["Nice."]


def test_after_the_decision_nothing_waits_for_a_proof() -> None:
    anna = claiming()
    anna.settle(anna.claims[0], method="manual")
    anna.say("Thank you")
    assert notices(anna) == ["claimed", "paid"]


@pytest.mark.parametrize("script", [NOTHING_ELSE, NOTHING_ELSE.replace("stars: 100", "stars: 100\n    repeat: true")])
def test_a_photo_proves_nothing_of_what_is_paid(script: str) -> None:
    anna = asked(script)
    anna.settle(next(iter(anna.orders)))
    sends(anna)
    assert (anna.all_of(RecordProof), notices(anna)) == ([], ["paid"])


def test_a_photo_proves_nothing_of_what_was_bought_otherwise() -> None:
    anna = asked(NOTHING_ELSE)
    anna.settle(ANOTHER)
    sends(anna)
    assert (anna.all_of(RecordProof), notices(anna)) == ([], ["paid"])


def test_a_photo_proves_nothing_while_the_owners_look_at_money_that_came() -> None:
    anna = asked()
    anna.settle(next(iter(anna.orders)), money=Money(amount=5, currency="XTR"))
    sends(anna)
    assert (anna.all_of(RecordProof), notices(anna)) == ([], ["paid_short"])


@pytest.mark.parametrize(("later", "proofs"), [("6 days", 1), ("8 days", 0)])
def test_a_photo_is_a_proof_for_a_week(later: str, proofs: int) -> None:
    anna = asked(SHOP.replace("        deadline: 2 days\n", ""))
    anna.wait(later)
    sends(anna)
    assert len(anna.all_of(RecordProof)) == proofs


def test_the_owners_look_for_what_was_asked_in_the_way_the_person_means() -> None:
    two = "price: [4900 RUB, 50 EUR]\n    pay: [manual, manual EUR, stars]"
    anna = asked(SHOP.replace("price: 4900 RUB", two).replace("    pay: [manual, stars]\n", ""))
    anna.press("Pay €50")
    anna.press("I have paid")
    anna.press("Pay 100")
    claimed, (order,) = anna.all_of(NotifyOwners)[-1], anna.orders
    assert claimed.money == Money(amount=50_00, currency="EUR")
    anna.settle(order, method="manual")
    (payment,) = anna.all_of(RecordPayment)
    assert (payment.kind, payment.money) == ("whole", claimed.money)


def test_refused_when_the_last_one_is_sold_it_can_be_claimed_but_not_bought() -> None:
    anna = world(SHOP.replace("stars: 100", "stars: 100\n    stock: 1"))
    anna.start()
    anna.press(BY_HAND)
    anna.press("I have paid")
    anna.left = {("test", "course", ""): 0}
    anna.refuse(anna.claims[0])
    assert [button.text for row in anna.shown[-1].buttons for button in row] == ["I have paid"]


def test_refused_the_person_shows_it_claims_again_or_pays_otherwise() -> None:
    anna = claiming()
    (said,) = anna.refuse(anna.claims[0])
    assert said.startswith("The payment has not been found yet. If you did pay, send the receipt here")
    assert [button.text.replace("\N{NO-BREAK SPACE}", " ") for button in anna.buttons()][:2] == [
        "I have paid", "Pay 100 ⭐"
    ]  # fmt: skip
    assert sends(anna) == [THANKS]
    assert [claim.answer for claim in anna.all_of(RecordClaim)] == ["", "refused", ""]
    anna.refuse(anna.claims[0])
    assert anna.buy("Pay 100")[0] == "Here is the course."


def test_refused_after_the_offer_it_can_be_claimed_but_not_bought() -> None:
    anna = claiming()
    anna.wait("3 days")
    anna.refuse(anna.claims[0])
    newest = anna.shown[-1]
    assert [button.text for row in newest.buttons for button in row] == ["I have paid"]


def test_a_claim_nobody_answers_is_told_again_and_the_person_hears_once_that_it_takes_longer() -> None:
    anna = claiming()
    assert anna.wait("117 minutes") == []
    (said,) = anna.wait("2 minutes")
    assert said.startswith(LONGER)
    assert notices(anna) == ["claimed", "claim_waits"]
    heard = anna.wait("2 days")
    assert not any(text.startswith(LONGER) for text in heard)
    assert notices(anna) == ["claimed", "claim_waits", "claim_waits", "claim_waits"]
    anna.settle(anna.claims[0], method="manual")
    anna.wait("3 days")
    assert notices(anna)[4:] == ["paid"]


def test_at_night_the_owners_are_told_and_the_person_in_the_morning() -> None:
    anna = asked()
    anna.wait("8 hours")
    anna.press("I have paid")
    assert anna.wait("3 hours") == []
    assert notices(anna) == ["claimed", "claim_waits"]
    assert anna.wait("10 hours")[0].startswith(LONGER)


def test_a_claim_made_again_waits_anew() -> None:
    anna = claiming()
    anna.wait("1 hour")
    anna.refuse(anna.claims[0])
    anna.press("I have paid")
    anna.wait("90 minutes")
    assert notices(anna) == ["claimed", "claimed"]
    anna.wait("31 minutes")
    assert notices(anna)[2:] == ["claim_waits"]


def test_whoever_has_stopped_the_bot_can_still_show_what_they_paid() -> None:
    anna = claiming()
    anna.stop()
    assert sends(anna) == [THANKS]
    assert anna.say("Hello") == ["You asked me not to write. To go on, send /start."]
    anna.wait("1 day")
    assert notices(anna)[:3] == ["claimed", "proof", "claim_waits"]
    assert anna.heard() == []
