"""Paying by hand: the person says or shows that they have paid, staff look for the money and decide.

A proof is a photo or a document, or words about the transfer. It is of the claim that waits; a photo or a document
that comes before the person has said that they paid says so itself. A claim waits until it is answered, however long
that takes: the owners are told again in `claim_within` and then once a day, the person hears once that it takes longer.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from funnels.definition.visible import clip
from funnels.engine.buttons import ButtonRef, settled
from funnels.engine.commands import command_in
from funnels.engine.effects.orders import RecordClaim, RecordProof
from funnels.engine.effects.shown import Button
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.orders import Claim, Order
from funnels.engine.pay_keyboard import pay_buttons
from funnels.engine.pricing import is_late, price_at
from funnels.engine.sale import sale_of
from funnels.words import say

if TYPE_CHECKING:
    from funnels.engine.effects.staff import OrderNotice
    from funnels.engine.inputs import Answered
    from funnels.engine.sale import Sale
    from funnels.engine.turn import Turn

WAITS = "claim_waits."
LONGER = "claim_takes_longer."
IS_FOR = (WAITS, LONGER)
"""How the names of its timers begin; the order follows."""

THEN = timedelta(days=1)
"""From one time the owners are told again to the next."""

MOST_PROOFS = 5
"""Of one claim; what comes beyond is not passed on."""

PROOF_WITHIN = timedelta(days=7)
"""How long after the person was asked to transfer the money a photo is taken for the proof that they did."""

LONGEST_WORDS = 700
"""Characters passed on of what was written; a caption takes 1024 in all."""

_FILES = ("photo", "document")


def button(turn: "Turn", sale: "Sale", way: str) -> Button:
    """The button that says it was paid this way."""
    return Button(text=say("i_have_paid", turn.script.language), data=sale.data(f"claim.{way}.{sale.number}"))


def press(turn: "Turn", sale: "Sale") -> None:
    """The person says that they have paid."""
    if turn.journey.orders[sale.order].claim:
        turn.toast("claim_known")
        return
    _begin(turn, sale.order, str(sale.way))
    _tell(turn, "claimed", sale.order)
    turn.reply("claim_received")


def proves(turn: "Turn", answer: "Answered") -> tuple[datetime, str] | None:
    """The order whose proof a photo or a document is, and since when it could come; the newest of several."""
    if answer.kind not in _FILES or not answer.file:
        return None
    found = [(since, name) for name, order in turn.journey.orders.items() if (since := _since(turn, name, order))]
    return max(found, default=None)


def tells_of(turn: "Turn", answer: "Answered") -> tuple[datetime, str] | None:
    """The order whose claim words are about, and since when it waits; the newest of several."""
    if not answer.text or command_in(answer.text):
        return None
    claims = [(order.claim, name) for name, order in turn.journey.orders.items() if order.claim]
    return max(((claim.at, name) for claim, name in claims if claim.proofs < MOST_PROOFS), default=None)


def attach(turn: "Turn", name: str, answer: "Answered") -> None:
    """Keep the proof and pass it on."""
    order = turn.journey.orders[name]
    if order.claim is None:
        _begin(turn, name, _last_way(order))
    claim = turn.journey.orders[name].claim
    assert claim is not None  # it has just begun
    if claim.proofs >= MOST_PROOFS:
        turn.reply("claim_known")
        return
    turn.change_order(name, claim=claim._replace(proofs=claim.proofs + 1))
    words, kind = clip(answer.text or answer.caption, LONGEST_WORDS), answer.kind if answer.file else ""
    turn.emit(RecordProof(order=name, kind=kind, file=answer.file, words=words))
    _tell(turn, "proof", name, words=words, kind=kind, file=answer.file)
    turn.reply("proof_received" if kind else "words_received")


def refused(turn: "Turn", name: str, staff: int) -> None:
    """Staff did not find the money: the person may say again that they paid, or pay in another way."""
    order = turn.journey.orders.get(name)
    if order is None or order.claim is None:
        return
    way = order.claim.way
    turn.change_order(name, claim=None)
    turn.emit(RecordClaim(order=name, answer="refused", staff=staff))
    ref = ButtonRef.parse(order.button)
    sale = sale_of(turn, ref) if ref else None
    turn.reply("payment_refused", buttons=_anew(turn, sale, way) if sale else ())


def timer(turn: "Turn", timer: str) -> None:
    """A claim has waited: the owners are told again; the person, once and at a decent hour, that it takes longer."""
    kind, _, name = timer.partition(".")
    order = turn.journey.orders.get(name)
    if order is None or order.claim is None:
        return
    if kind == WAITS[:-1]:
        _tell(turn, "claim_waits", name)
        turn.set_timer(WAITS + name, turn.now + THEN, of_step=False)
    if order.claim.longer or turn.journey.subscriber.reach != "active":
        return
    if (decent := turn.decent(turn.now)) > turn.now:
        turn.set_timer(LONGER + name, decent, of_step=False)
        return
    turn.change_order(name, claim=order.claim._replace(longer=True))
    turn.reply("claim_takes_longer")


def _begin(turn: "Turn", name: str, way: str) -> None:
    within = turn.ordered(name)[1].claim_within
    turn.change_order(name, claim=Claim(at=turn.now, way=way))
    turn.emit(RecordClaim(order=name, answer=""))
    turn.set_timer(WAITS + name, turn.now + within, of_step=False)


def _since(turn: "Turn", name: str, order: Order) -> datetime | None:
    """Since when a photo can be the proof of this order; None: it cannot."""
    if order.claim:
        return order.claim.at
    way = _last_way(order)
    if order.paid or order.short or way.split()[:1] != ["manual"]:
        return None
    at = order.asked[way].at
    theirs = turn.has_for_good(turn.ordered(name)[0])
    return at if turn.now - at <= PROOF_WITHIN and not theirs else None


def _last_way(order: Order) -> str:
    """The way the person was asked to pay last; empty where they were never."""
    return max(order.asked, key=lambda way: order.asked[way].at, default="")


def _tell(turn: "Turn", about: "OrderNotice", name: str, *, words: str = "", kind: str = "", file: str = "") -> None:
    """Put the claim before the owners, with what is to be transferred, and the proof."""
    order = turn.journey.orders[name]
    assert order.claim is not None  # it is told while it waits
    title = turn.title_of(turn.ordered(name)[1])
    price = order.asked[order.claim.way].price
    called = turn.journey.subscriber.called
    turn.emit(
        NotifyOwners(
            about=about,
            order=name,
            title=title,
            money=price,
            name=called,
            reason=words,
            file_kind=kind,
            file=file,
        )
    )


def _anew(turn: "Turn", sale: "Sale", way: str) -> tuple[tuple[Button, ...], ...]:
    """Buttons to say again that it was paid, and to pay in another way while it is sold."""
    claim = ((button(turn, sale, way),),)
    order = turn.journey.orders[sale.order]
    late = is_late(turn, sale.step, sale.name, order.closes_at)
    closed = order.closes_at and turn.now >= order.closes_at and not late
    if closed or turn.is_sold_out(sale.name):
        return claim
    rows = pay_buttons(turn.script, sale.name, lambda one: price_at(turn, sale.step, sale.name, one, late=late))
    others = tuple(row for row, one in zip(rows, sale.product.ways, strict=True) if str(one) != way)
    return (*claim, *turn.shown(settled(others), sale.data("")))
