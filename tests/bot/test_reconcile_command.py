"""`voronka reconcile` as an operator calls it."""

import json

import pytest
from aiohttp import web

from .terminal import Terminal, served

BUYER = {"id": 7, "is_bot": False, "first_name": "Anna"}
PAYMENT = {"type": "user", "transaction_type": "invoice_payment", "user": BUYER, "invoice_payload": "7:talk:1:1:0"}
TRANSACTIONS = [
    {"id": "stx1", "amount": 50, "date": 1_767_225_600, "source": PAYMENT},
    {"id": "gift", "amount": 15, "date": 1_767_225_601, "receiver": {**PAYMENT, "transaction_type": "gift_purchase"}},
    {"id": "new", "amount": 5, "date": 1_767_225_602, "source": {"type": "a_kind_of_tomorrow"}},
    {"id": "stx2", "amount": 70, "date": 1_767_225_603, "source": {**PAYMENT, "invoice_payload": "7:other:1:1:0"}},
    {"id": "stx2", "amount": 70, "date": 1_767_225_604, "receiver": {**PAYMENT, "invoice_payload": "7:other:1:1:0"}},
]


def told(*transactions: object) -> web.Response:
    return web.json_response({"ok": True, "result": {"transactions": transactions}})


@pytest.fixture
def here(terminal: Terminal) -> Terminal:
    terminal.has_run()
    terminal.sets(LANGUAGE="en")
    return terminal


def test_books_that_differ_are_an_error(here: Terminal) -> None:
    with served(told(*TRANSACTIONS)) as url:
        here.sets(BOT_API_URL=url)
        ended = here.runs("reconcile")
        data = here.runs("reconcile", "--format", "json")
    assert (ended.status, data.status) == (1, 1)
    head, line = ended.output.splitlines()
    assert head == "Payments compared: 2. Differences: 1."
    assert line.replace("\u00a0", " ").startswith(
        "1 Jan 2026 00:00 · 7:talk:1:1:0 · stx1 · 50 ⭐: Telegram has this payment"
    )
    assert json.loads(data.output) == {
        "compared": 2,
        "differences": [
            {
                "kind": "missing",
                "method": "stars",
                "charge": "stx1",
                "order": "7:talk:1:1:0",
                "payer": 7,
                "at": "2026-01-01T00:00:00+00:00",
                "amount": 50,
                "currency": "XTR",
                "their_amount": None,
                "their_currency": None,
            }
        ],
        "not_comparable": [],
    }


@pytest.mark.parametrize("arguments", [("--days", "1"), ()])
def test_books_that_say_the_same_are_none(here: Terminal, arguments: tuple[str, ...]) -> None:
    with served(told(*(TRANSACTIONS if arguments else ()))) as url:
        here.sets(BOT_API_URL=url)
        ended = here.runs("reconcile", "talk", *arguments)
    assert (ended.status, ended.output) == (0, "Payments compared: 0. No differences.\n")


def test_what_cannot_be_read_is_said(here: Terminal) -> None:
    with served(web.json_response({"ok": False, "error_code": 400, "description": "Bad Request: no"})) as url:
        here.sets(BOT_API_URL=url)
        here.runs("reconcile").says_in_one_line("does not tell its transactions", "Bad Request: no")
        here.runs("reconcile", "nowhere").says_in_one_line("There is no funnel `nowhere`", "talk")
    assert here.runs("reconcile", "--days", "0").status == 2
    here.sets(BOT_TOKEN="")
    here.runs("reconcile").says_in_one_line("BOT_TOKEN is missing")
