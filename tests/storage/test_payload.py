"""What the outbox keeps of an effect comes back the same."""

import json
from datetime import UTC
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnels.definition.money import Money
from funnels.engine.effects.media import Album, Media, MediaKind
from funnels.engine.effects.members import AnswerJoinRequest, Invitation, RemoveMember
from funnels.engine.effects.orders import CancelSubscription
from funnels.engine.effects.outside import CheckMember
from funnels.engine.effects.receipt import ReceiptData
from funnels.engine.effects.shown import AskPayment, Button, CopyMessage, Purpose, SendMessage, Shared
from funnels.engine.effects.staff import NotifyOwners, NotifyStaff, OrderNotice, StaffNotice
from storage.payload import Payload, TellOwners, UnknownPayloadError, from_json, to_json

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
money = st.builds(Money, amount=st.integers(-(10**15), 10**15), currency=st.sampled_from(["XTR", "RUB", "EUR"]))
shared = st.none() | st.sampled_from(get_args(Shared))
buttons = st.builds(
    Button, text=words, data=words, url=words, copy=words, web_app=words, shares=shared, direct=st.booleans()
)
files = st.builds(Media, kind=st.sampled_from(get_args(MediaKind)), path=words)
albums = st.builds(Album, files=st.lists(files, min_size=2, max_size=10).map(tuple))
payloads = st.one_of(
    st.builds(
        SendMessage,
        text=words,
        media=st.none() | files | albums,
        buttons=st.lists(st.lists(buttons, max_size=3).map(tuple), max_size=3).map(tuple),
        lane=st.sampled_from(["answer", "event", "timed"]),
        purpose=st.sampled_from(get_args(Purpose)),
        step=words,
        order=words,
        removes_keyboard=st.booleans(),
        codes=words,
        invitation=st.none() | st.builds(Invitation, chat=words, by_request=st.booleans(), name=words, label=words),
    ),
    st.builds(
        AskPayment,
        order=words,
        title=words,
        description=words,
        price=money,
        method=words,
        step=words,
        language=words,
        closes_at=st.none() | st.datetimes(timezones=st.just(UTC)),
        subscribes=st.booleans(),
        asks=st.lists(words, max_size=4).map(tuple),
        shipped=st.booleans(),
        receipt=st.none() | st.builds(ReceiptData, vat=words, subject=words, mode=words, email=words),
    ),
    st.builds(CancelSubscription, order=words, charge=words, known=st.booleans(), staff=st.integers(0, 2**52)),
    st.builds(
        NotifyStaff,
        about=st.sampled_from(get_args(StaffNotice)),
        to=words,
        text=words,
        person=st.integers(1, 2**52),
        name=words,
        username=words,
        title=words,
        funnel=words,
        run=st.integers(1, 99),
        revision=st.integers(1, 999),
        step=words,
        message=st.integers(0, 2**31),
        more=st.integers(0, 9999),
    ),
    st.builds(CopyMessage, chat=st.integers(-(2**52), 2**52), message=st.integers(1, 2**31)),
    st.builds(
        CheckMember,
        chat=words,
        funnel=words,
        run=st.integers(1, 99),
        revision=st.integers(1, 999),
        first=st.booleans(),
        lane=st.sampled_from(["answer", "event", "timed"]),
    ),
    st.builds(RemoveMember, chat=words, funnel=words, run=st.integers(1, 99)),
    st.builds(AnswerJoinRequest, chat=words, approve=st.booleans()),
    st.builds(
        NotifyOwners,
        about=st.sampled_from(get_args(OrderNotice)),
        order=words,
        title=words,
        money=st.none() | money,
        name=words,
        reason=words,
        file_kind=words,
        file=words,
    ),
    st.builds(TellOwners, text=words, picture=words),
)


@given(payloads)
def test_every_payload_comes_back_the_same(payload: Payload) -> None:
    assert from_json(to_json(payload)) == payload


def test_defaults_are_not_written() -> None:
    assert json.loads(to_json(SendMessage(text="Привет"))) == {"effect": "SendMessage", "text": "Привет"}


def test_text_is_written_as_it_reads() -> None:
    assert "Привет" in to_json(SendMessage(text="Привет"))


def test_an_unknown_effect_is_named() -> None:
    with pytest.raises(UnknownPayloadError, match="SendParcel"):
        from_json('{"effect":"SendParcel"}')


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"effect":["SendMessage"]}',
        '{"effect":"SendMessage","text":"x","of a release to come":1}',
        '{"effect":"SendMessage","text":"x","buttons":[[{"colour":"red"}]]}',
        '{"effect":"SendMessage","text":"x","buttons":7}',
        '{"effect":"AskPayment"}',
    ],
)
def test_what_cannot_be_read_has_one_kind_of_error(text: str) -> None:
    with pytest.raises(UnknownPayloadError):
        from_json(text)
