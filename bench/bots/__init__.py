"""The bots that are measured, each a process of its own: `python -m bench.bots.NAME URL TOKEN FOLDER`.

A bot says `ready` on its standard output when it runs. Nothing is imported here, so that each is as large as it is.
"""

QUESTION = "Спасибо! Напишите ещё что-нибудь, а если надоело — нажмите кнопку."
BUTTON = "Хватит"
REMINDER = "Вы ещё здесь? Мы ждём ваших слов: напишите что-нибудь или нажмите кнопку."

_FOLLOW_UPS = f"""
        follow_ups:
          - {{after: 1 day, message: "{REMINDER}"}}"""


def script(*, followed: bool) -> str:
    """A funnel that asks and asks again; `followed`: with a follow-up a day after each question."""
    return f"""
funnel: bench
language: ru
start: {{default: true}}
stages:
  - stage: talk
    steps:
      - ask: {QUESTION}
        id: question
        skip: {BUTTON}{_FOLLOW_UPS if followed else ""}
      - if: tags contains "enough"
        then: end
        else: question
"""
