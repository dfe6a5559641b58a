"""The funnels of the stories."""

TALK = """
funnel: talk
title: The talk
language: en
timezone: Europe/Moscow
sending_hours: 10:00-20:00
start: {default: true}
stages:
  - stage: hello
    title: Hello
    steps:
      - message: Take the book.
        id: book
        buttons: [Take it]
        follow_ups:
          - {after: 3 hours, message: The book waits.}
          - {after: 1 day, message: Still here.}
        within: 3 days
        otherwise: end
      - if: tags contains "hot"
        then:
          - message: You are hot.
  - stage: vip
    title: For a few
    if: tags contains "vip"
    steps:
      - message: A secret.
  - stage: last
    title: The end
    steps:
      - wait: 2 days
      - message: Goodbye.
"""

GATE = """
funnel: guide
title: The guide
language: en
timezone: Europe/Moscow
start: {default: true}
stages:
  - stage: only
    steps:
      - gate: "@The_Club"
        text: Join us.
        follow_ups:
          - {after: 1 day, message: One step is left.}
      - message: Welcome in.
"""

SALE = """
funnel: shop
title: The shop
language: en
timezone: Europe/Moscow
start: {default: true}
products:
  course:
    title: The course
    stars: 50
    price: 100 RUB
    manual: Send {{ price }} to the card, then press the button.
    deliver: {text: Here is the course.}
stages:
  - stage: sale
    title: The sale
    goal: paid course
    steps:
      - offer: course
        text: Buy the course.
        deadline: 2 days
        follow_ups:
          - {after: 5 hours, message: Have you seen it?}
          - {before_deadline: 2 hours, message: Two hours are left.}
        abandoned:
          - {after: 1 hour, message: Shall I help you to pay?}
        expired: {message: The offer is over.}
"""

HANDOFF = """
funnel: project
title: The project
language: en
timezone: Europe/Moscow
start: {default: true}
stages:
  - stage: only
    steps:
      - handoff: "{{ first_name }} wants a project"
        text: A manager will write here.
        follow_ups:
          - {after: 2 hours, message: The manager has not forgotten you.}
        within: 1 day
        otherwise: end
      - message: Goodbye.
"""

BY_LINK = """
funnel: closed
language: en
start: {links: [secret]}
stages:
  - stage: only
    steps:
      - message: You have found it.
"""
