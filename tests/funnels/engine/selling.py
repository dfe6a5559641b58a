"""The funnel most tests of selling walk: a free gift, a cheap product with a deadline, a dear one without."""

SELLING = """
funnel: test
language: en
start: {default: true, links: [gift]}
products:
  talk: {title: Talk, stars: 100, deliver: {text: Here is the talk.}}
  course:
    title: Course
    price: 50 EUR
    stars: 900
    pay: [stars, manual]
    deliver: {text: Here is the course., file: media/course.pdf}
stages:
  - stage: gift
    steps:
      - message: A gift for you.
        buttons: [Take it]
        follow_ups:
          - {after: 1 hour, message: It is still here.}
          - {after: 5 hours, message: It is nearly gone.}
        within: 1 day
        otherwise: end
  - stage: talk
    goal: paid talk
    marks: mql
    steps:
      - offer: talk
        text: The talk is {{ price }}.
        deadline: 2 days
        decline: Not now
        follow_ups:
          - {after: 1 day, message: A day is left.}
          - {before_deadline: 2 hours, message: Two hours are left.}
        expired: {message: It is over.}
      - message: Some other time.
        buttons: [Fine]
  - stage: course
    goal: paid course
    marks: sql
    steps:
      - wait: 1 day
      - offer: course
        text: The course is {{ price }}.
        decline: No
      - message: Farewell.
"""
