"""A whole walk through a funnel, and what is kept of it."""

from .world import FLAGSHIP, World, pay

SCRIPT = """
funnel: walk
title: The walk
language: en
start: {links: [book], default: true}
products:
  course:
    title: The course
    stars: 50
    deliver: {text: Here is **the course**., file: course.pdf}
stages:
  - stage: magnet
    marks: lead
    steps:
      - message: Take the book, {{ first_name }}.
        buttons: [Take it]
        follow_ups:
          - after: 3 hours
            message: The book still waits.
      - ask: Where to send a copy?
        for: email
        save: email
      - message: Sent to {{ email }}.
  - stage: sale
    goal: paid course
    steps:
      - wait: 2 days
      - offer: course
        text: The course costs {{ price }}.
        deadline: 48 hours
  - stage: after
    steps:
      - message: That was all.
"""

FACTS = [
    ("started", ""),
    ("delivered", "magnet.1"),
    ("delivered", "magnet.1#1"),
    ("clicked", "magnet.1#1"),
    ("answered", "magnet.1#1"),
    ("delivered", "magnet.2"),
    ("attribute_set", "magnet.2"),
    ("answered", "magnet.2"),
    ("marked", "magnet.2"),
    ("marked", "magnet.3"),
    ("delivered", "magnet.3"),
    ("delivered", "sale.2"),
    ("clicked", "sale.2"),
    ("asked_to_pay", "sale.2"),
    ("bought", "sale.2"),
    ("ended", "after.1"),
    ("delivered", "after.1"),
]


async def test_a_whole_walk_is_seen_and_kept(bot: World) -> None:
    await bot.starts(SCRIPT, files=["course.pdf"])
    anna = await bot.meets("book__march", first_name="Anna")
    await anna.sees("Take the book, Anna.")
    await bot.passes(hours=4)
    await anna.sees("still waits")
    assert await bot.presses(anna, "Take it") == ["Where to send a copy?"]
    (asked_again,) = await bot.says(anna, "nowhere")
    assert "e-mail" in asked_again
    assert await bot.says(anna, "anna@example.com") == ["Sent to anna@example.com."]
    await bot.passes(days=2, minutes=1)
    await anna.sees("The course costs")
    await anna.presses(pay(50))
    await anna.sees_invoice(50)
    outcome = await anna.pays()
    assert outcome.ok
    goods = await anna.sees_document("course.pdf")
    assert goods.html == "Here is <b>the course</b>."
    await anna.sees("That was all.")
    await bot.rests()
    anna.sees_nothing_new()
    notice = await bot.owner.sees("Payment: The course")
    assert str(anna.id) in notice.text
    assert "50" in notice.text

    stages = "SELECT stage, passed_at IS NOT NULL, left_at FROM stage_passages ORDER BY reached_at"
    assert bot.rows(stages) == [("magnet", 1, None), ("sale", 1, None), ("after", 1, None)]
    order = bot.rows("SELECT name, subscriber_id, product, amount, currency, method, status FROM orders")
    name = order[0][0]
    assert order == [(name, anna.id, "course", 50, "XTR", "stars", "delivered")]
    assert outcome.charge is not None
    assert bot.rows("SELECT charge, order_name, payer, amount, currency, kind FROM payments") == [
        (outcome.charge.id, name, anna.id, 50, "XTR", "whole")
    ]
    assert bot.rows("SELECT source, link, funnel FROM touches") == [("march", "book", "walk")]
    assert bot.rows("SELECT outcome, source, version FROM journeys") == [("finished", "march", 1)]
    assert bot.rows("SELECT count(*) FROM timers") == [(0,)]
    assert bot.rows("SELECT DISTINCT status FROM outbox") == [("sent",)]
    assert sorted(bot.events(anna)) == sorted(FACTS)


async def test_the_funnels_that_come_with_it_begin_as_they_say(bot: World) -> None:
    await bot.starts(funnels_dir=FLAGSHIP)
    live = bot.app.context.runner.catalogue.live
    assert set(live) == {"first-steps", "relationships"}
    reader = await bot.meets("book", first_name="Анна")
    await reader.sees_photo("Анна")
    brewer = await bot.meets("coffee", first_name="Boris")
    await brewer.sees("Hello, Boris!")
    assert bot.rows("SELECT funnel, subscriber_id FROM journeys ORDER BY funnel") == [
        ("first-steps", brewer.id),
        ("relationships", reader.id),
    ]
