"""The figures of a funnel are counted from what happened, by their definitions."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from funnels.analytics.conversion import funnel_report
from funnels.analytics.histogram import ERROR
from funnels.analytics.percentile import percentile
from funnels.analytics.question import Cell, Question
from funnels.analytics.rows import StageRow, StepRow
from funnels.definition.load import load_version
from funnels.definition.money import Money
from funnels.definition.script import Script
from funnels.engine.catalogue import Catalogue
from funnels.engine.effects import Effect
from funnels.engine.effects.facts import StageLeft, StagePassed, StageReached, Track
from funnels.engine.effects.orders import OpenOrder, RecordRefund
from storage import outbox, scripts
from storage.database import Database
from storage.outcomes import Failed, Sent, finish
from storage.queries.conversion import conversion
from storage.queries.funnels import overview
from storage.queries.lengths import usual_length
from storage.slices import Counting
from storage.writers.people import Change
from tests.storage.stories import HOUR, NOW, STARS_100, again, change, keep, message, payment, person

SOURCE = """
funnel: relationships
title: Отношения
language: ru
start: {links: [book]}
products:
  webinar: {title: Вебинар, stars: 100, deliver: {text: Спасибо}}
stages:
  - stage: request
    title: Заявка
    steps:
      - message: |
          **Здравствуйте**, {{ first_name | default: "друг" }}! [Книга](https://example.com) ждёт.
        buttons: [Забрать]
        follow_ups:
          - {after: 3 hours, message: Книга всё ещё ждёт.}
          - {after: 6 hours, message: Последнее письмо.}
      - ask: Куда прислать?
        id: email
        for: email
  - stage: quote
    goal: paid webinar
    steps:
      - wait: 2 days
      - offer: webinar
        text: |
          {% if email %}
          > Вебинар за {{ price }}
          {% endif %}
  - stage: invoice
    title: Счёт
    steps:
      - message: Пока!
"""


@pytest.fixture(scope="module")
def script() -> Script:
    return load_version(SOURCE, funnel="relationships", version=1)


async def counted(database: Database, script: Script) -> tuple[int, list[StageRow], list[StepRow]]:
    async with database.read() as conn:
        found = await conversion(conn, script, Question(funnel=script.funnel))
    return found.whole.started, found.whole.stages, found.steps


def step(key: str, label: str, *, asks: bool = True, sells: bool = False, **figures: int) -> StepRow:
    zero = dict.fromkeys(("sent", "delivered", "failed", "clicked", "answered"), 0)
    return StepRow(stage=key.partition(".")[0], step=key, label=label, asks=asks, sells=sells, **{**zero, **figures})


async def send_all(database: Database, *, refused: frozenset[int] = frozenset()) -> None:
    """Send what waits; chats in `refused` take nothing."""
    async with database.write() as conn:
        rows = await outbox.claim(conn, NOW + HOUR, 10_000)
        results = [
            Failed(id=row.id, reason="blocked") if row.chat_id in refused else Sent(id=row.id, message_id=1)
            for row in rows
        ]
        await finish(conn, results, NOW + HOUR)


async def test_a_funnel_nobody_has_entered(database: Database, script: Script) -> None:
    started, stages, steps = await counted(database, script)
    assert started == 0
    nothing = {"reached": 0, "passed": 0, "lost": 0, "inside": 0, "median_seconds": None, "p90_seconds": None}
    assert stages == [
        StageRow(stage="request", title="Заявка", **nothing),
        StageRow(stage="quote", title="quote", **nothing),
        StageRow(stage="invoice", title="Счёт", **nothing),
    ]
    assert steps == [
        step("request.1", "Здравствуйте, …! Книга ждёт."),
        step("request.1#1", "Книга всё ещё ждёт."),
        step("request.1#2", "Последнее письмо."),
        step("request.email", "Куда прислать?"),
        step("quote.2", "Вебинар за …", sells=True),
        step("invoice.1", "Пока!", asks=False),
    ]


async def test_every_journey_that_reached_a_stage_passed_it_or_was_lost_or_is_inside(
    database: Database, script: Script
) -> None:
    reached, passed, left = StageReached(stage="request"), StagePassed(stage="request"), StageLeft(stage="request")
    stories: list[tuple[Effect, ...]] = [
        (),
        (reached,),
        (reached, passed),
        (reached, left),
        (reached, left, reached),
        (reached, left, passed),
        (reached, left, reached, passed),
    ]
    for id_, story in enumerate(stories, start=1):
        await keep(database, change(person(id_), *story))
    started, (request, quote, _), _ = await counted(database, script)
    assert started == len(stories)
    assert (request.reached, request.passed, request.lost, request.inside) == (6, 3, 1, 2)
    assert quote.reached == 0


async def test_the_reference_case(database: Database, script: Script) -> None:
    def story(number: int) -> tuple[Effect, ...]:
        effects: list[Effect] = []
        for stage, passes in (("request", 520), ("quote", 215), ("invoice", 130)):
            effects.append(StageReached(stage=stage))
            if number >= passes:
                return (*effects, StageLeft(stage=stage))
            effects.append(StagePassed(stage=stage))
        return tuple(effects)

    await keep(database, *(change(person(number + 1), *story(number)) for number in range(1000)))
    started, stages, steps = await counted(database, script)
    report = funnel_report(funnel=script.funnel, title=script.title, started=started, stages=stages, steps=steps)
    assert [(stage.reached, stage.passed, stage.lost) for stage in report.stages] == [
        (1000, 520, 480),
        (520, 215, 305),
        (215, 130, 85),
    ]
    assert [round(100 * (stage.conversion or 0), 1) for stage in report.stages] == [52.0, 41.3, 60.5]
    assert report.total_conversion == 0.13


async def test_only_the_first_walk_through_this_funnel_counts(database: Database, script: Script) -> None:
    reached = StageReached(stage="request")
    for id_, who in enumerate((person(1), person(2, run=2), person(3, funnel="other")), start=1):
        sent = message(step="request.1")
        await keep(database, change(who, reached, sent, Track(event="clicked", step="request.1", detail=str(id_))))
    await send_all(database)
    started, (request, *_), (first, *_) = await counted(database, script)
    assert (started, request.reached, first.delivered, first.clicked) == (1, 1, 1, 1)


@pytest.mark.parametrize("count", [1, 2, 3, 10, 11, 37])
async def test_stage_lengths_are_two_percent_off_at_most(database: Database, script: Script, count: int) -> None:
    seconds = [(number * 7919) % 1000 for number in range(count)]
    for id_, length in enumerate(seconds, start=1):
        await keep(database, change(person(id_), StageReached(stage="request"), StageReached(stage="quote")))
        await again(database, StagePassed(stage="request"), id_=id_, now=NOW + timedelta(seconds=length))
    _, (request, quote, _), _ = await counted(database, script)
    assert request.median_seconds == pytest.approx(percentile(sorted(seconds), 0.5), rel=ERROR)
    assert request.p90_seconds == pytest.approx(percentile(sorted(seconds), 0.9), rel=ERROR)
    assert (quote.median_seconds, quote.p90_seconds) == (None, None)


async def test_step_figures_count_messages_and_people(database: Database, script: Script) -> None:
    clicked = Track(event="clicked", step="request.1", detail="0")
    clicked_later = Track(event="clicked", step="request.1#1", detail="0")
    answered = Track(event="answered", step="request.email")
    first, again_ = message(step="request.1"), message(step="request.1#1", purpose="follow_up", lane="timed")
    await keep(
        database,
        change(person(1), first, clicked, clicked, answered, answered),
        change(person(2), first, again_, clicked, clicked_later),
        change(person(3), first, again_),
    )
    await send_all(database, refused=frozenset({3}))
    _, _, steps = await counted(database, script)
    assert steps[:4] == [
        step("request.1", "Здравствуйте, …! Книга ждёт.", sent=3, delivered=2, failed=1, clicked=2),
        step("request.1#1", "Книга всё ещё ждёт.", sent=2, delivered=1, failed=1, clicked=1),
        step("request.1#2", "Последнее письмо."),
        step("request.email", "Куда прислать?", answered=1),
    ]


async def test_a_step_that_sells_counts_who_asked_to_pay_and_who_paid(database: Database, script: Script) -> None:
    asked = Track(event="asked_to_pay", step="quote.2", detail="webinar")

    def orders(id_: int, *revisions: int, step: str = "quote.2") -> list[OpenOrder]:
        names = [f"{id_}:relationships:1:{revision}:0" for revision in revisions]
        return [
            OpenOrder(
                order=name, product="webinar", title="W", price=STARS_100, method="stars", expires_at=None, step=step
            )
            for name in names
        ]

    def paid(*opened: OpenOrder) -> list[Effect]:
        return [payment(one.order, f"charge {one.order}") for one in opened]

    back = RecordRefund(
        refund="r", order="2:relationships:1:1:0", charge="charge 2:relationships:1:1:0", money=STARS_100,
        closes=True, reason="", staff=0,
    )  # fmt: skip
    await keep(
        database,
        change(person(1), asked, *orders(1, 1)),
        change(person(2), asked, *orders(2, 1), *paid(*orders(2, 1)), back),
        change(person(3), asked, asked, *orders(3, 1, 2), *paid(*orders(3, 1, 2))),
        change(person(4), Track(event="asked_to_pay"), *orders(4, 1, step=""), *paid(*orders(4, 1, step=""))),
        change(person(5, run=2), asked, *orders(5, 1), *paid(*orders(5, 1))),
    )
    _, _, steps = await counted(database, script)
    (offer,) = [row for row in steps if row.sells]
    assert (offer.step, offer.asked_to_pay, offer.paid) == ("quote.2", 3, 2)


async def test_a_stage_has_the_money_of_what_was_sold_in_it_by_currency_less_what_went_back(
    database: Database, script: Script
) -> None:
    def sold(number: int, money: Money, step: str) -> list[Effect]:
        order = f"1:relationships:1:{number}:0"
        opened = OpenOrder(
            order=order, product="webinar", title="W", price=money, method="stars", expires_at=None, step=step
        )
        return [opened, replace(payment(order, f"charge {number}"), money=money)]

    roubles = Money(amount=4900_00, currency="RUB")
    back = RecordRefund(
        refund="r", order="1:relationships:1:1:0", charge="charge 1", money=Money(amount=900_00, currency="RUB"),
        closes=False, reason="", staff=0,
    )  # fmt: skip
    await keep(
        database,
        change(
            person(1),
            *(*sold(1, roubles, "quote.2"), back, *sold(2, STARS_100, "quote.2")),
            *(*sold(3, roubles, "vanished.1"), *sold(4, roubles, "")),
            Track(event="variant", detail="price=soft"),
        ),
    )
    _, stages, _ = await counted(database, script)
    nobody = {"median_seconds": None, "p90_seconds": None, "reached": 0, "passed": 0, "lost": 0, "inside": 0}
    assert stages == [
        StageRow(stage="request", title="Заявка", **nobody),
        StageRow(stage="quote", title="quote", revenue=(Money(amount=4000_00, currency="RUB"), STARS_100), **nobody),
        StageRow(stage="invoice", title="Счёт", **nobody),
        StageRow(stage="vanished", title="vanished", revenue=(roubles,), is_gone=True, **nobody),
    ]
    for cell, revenue in (("price=soft", (roubles,)), ("price=full", ())):
        asked = Question(funnel=script.funnel, only=Cell(slice="variant", value=cell))
        async with database.read() as conn:
            found = await conversion(conn, script, asked)
        assert [row.revenue for row in found.whole.stages if row.is_gone] == ([revenue] if revenue else [])


async def test_a_step_of_an_older_version_that_sold_has_its_sales(database: Database, script: Script) -> None:
    await keep(database, change(person(1), Track(event="asked_to_pay", step="quote.old", detail="webinar")))
    _, _, steps = await counted(database, script)
    assert steps[-1] == step("quote.old", "", sells=True, asked_to_pay=1)


async def test_steps_of_older_versions_come_last_and_vanished_stages_not_at_all(
    database: Database, script: Script
) -> None:
    old, gone = message(step="quote.old"), message(step="vanished.1")
    await keep(database, change(person(1), old, gone))
    await send_all(database)
    started, stages, steps = await counted(database, script)
    assert steps[-1] == step("quote.old", "", sent=1, delivered=1)
    assert len(steps) == 7
    funnel_report(funnel="relationships", title="", started=started, stages=stages, steps=steps)


async def test_facts_that_are_no_step_figures_are_left_out(database: Database, script: Script) -> None:
    facts = (Track(event="started"), Track(event="tagged", step="request.1"), Track(event="clicked"))
    await keep(database, change(person(1), *facts))
    _, _, steps = await counted(database, script)
    assert all((row.sent, row.clicked, row.answered) == (0, 0, 0) for row in steps)


async def test_the_overview_counts_every_walk(database: Database) -> None:
    async with database.write() as conn:
        for funnel, sources in (("relationships", "abc"), ("nobody", "a")):
            for source in sources:
                await scripts.accept(conn, funnel, source, NOW)
    who = person(1)
    (first,) = who.journeys
    walks = (replace(first, outcome="finished"), replace(first, run=2, version=3))
    await keep(database, Change(before=None, after=replace(who, journeys=walks), effects=()), change(person(2)))
    async with database.read() as conn:
        assert await overview(conn) == [("nobody", 1, 0, 0, 0), ("relationships", 3, 3, 2, 1)]


async def test_a_stage_that_is_gone_comes_last_and_is_called_so(database: Database, script: Script) -> None:
    await keep(database, change(person(1), StageReached(stage="request"), StageReached(stage="a_former_one")))
    _, stages, _ = await counted(database, script)
    assert [(stage.stage, stage.is_gone) for stage in stages] == [
        ("request", False),
        ("quote", False),
        ("invoice", False),
        ("a_former_one", True),
    ]


async def test_of_one_value_no_lengths_no_steps_and_no_parts_are_told(database: Database, script: Script) -> None:
    await keep(database, change(person(1), StageReached(stage="request"), message(step="request.1")))
    await again(database, StagePassed(stage="request"), now=NOW + HOUR)
    asked = Question(funnel=script.funnel, split="weekday")
    nowhere = Cell(slice="source", value="")
    async with database.read() as conn:
        whole = await conversion(conn, script, asked)
        one = await conversion(conn, script, Question(funnel=script.funnel, split="weekday", only=nowhere))
    assert (whole.whole.stages[0].median_seconds is not None, bool(whole.steps), list(whole.parts)) == (
        True,
        True,
        ["1"],
    )
    assert (one.whole.stages[0].median_seconds, one.steps, one.parts) == (None, [], {})
    assert (one.whole.started, one.whole.stages[0].passed) == (1, 1)


async def test_the_usual_length_is_that_of_nine_sales_of_ten(database: Database, script: Script) -> None:
    selling = Counting(catalogue=Catalogue(live={script.funnel: script}))
    people = {id_: person(id_, run=2 if id_ == 11 else 1) for id_ in range(1, 12)}
    for id_, who in people.items():
        await keep(database, change(who, StageReached(stage="quote")), counting=selling)
        later = NOW + timedelta(minutes=id_)
        await again(database, StagePassed(stage="quote"), id_=id_, now=later, counting=selling)
    async with database.read() as conn:
        usual = await usual_length(conn, script.funnel, again=False)
        with_later = await usual_length(conn, script.funnel, again=True)
        assert await usual_length(conn, "another", again=True) is None
    assert usual is not None
    assert with_later is not None
    assert usual.total_seconds() == pytest.approx(60 * percentile(range(1, 11), 0.9), rel=ERROR)
    assert with_later.total_seconds() == pytest.approx(60 * percentile(range(1, 12), 0.9), rel=ERROR)
