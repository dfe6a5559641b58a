"""The demo's walks, played in memory: they come out well at whatever hour and however slowly they are played."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.demo.script import WALKS
from funnels.definition.load import load
from funnels.engine.catalogue import Catalogue
from funnels.engine.effects.shown import AskPayment
from funnels.engine.inputs import Answered, Started
from funnels.walk import Walk

SCRIPTS = Path("funnels/scripts")
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)
SLOW = timedelta(minutes=5)


CATALOGUES = {
    language: Catalogue(live={demo.funnel: load(SCRIPTS / demo.funnel / "funnel.yaml")})
    for language, demo in WALKS.items()
}


@pytest.mark.parametrize("pace", [timedelta(0), SLOW], ids=["at once", "slowly"])
@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("language", sorted(WALKS))
def test_every_invoice_comes_when_it_is_to_be_paid(language: str, hour: int, pace: timedelta) -> None:
    moves = WALKS[language].moves
    walk = Walk(catalogue=CATALOGUES[language], now=MIDNIGHT + timedelta(hours=hour))
    paid = []
    for move in moves:
        match move.does:
            case "starts":
                walk.feed(Started(payload=move.what))
            case "writes":
                walk.feed(Answered(text=move.what))
            case "presses":
                walk.press(next(button for button in walk.buttons() if button.text == move.what))
            case "waits":
                walk.later(move.span)
            case "pays":
                walk.press(next(button for button in walk.buttons() if "⭐" in button.text))
                invoice = walk.shown[-1]
                assert isinstance(invoice, AskPayment), invoice
                paid.append(invoice.order)
                walk.pay(invoice.order, method=invoice.method)
        walk.now += pace
    assert set(walk.paid()) == set(paid)
    assert len(paid) == sum(move.does == "pays" for move in moves)
