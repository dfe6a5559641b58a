"""What is counted of a funnel: one row a stage, one row a step; facts only, no figure made of them yet."""

from dataclasses import dataclass

from funnels.definition.money import Money


@dataclass(frozen=True, kw_only=True)
class StageRow:
    """The journeys of a cohort at one stage; each that reached it is exactly one of passed, lost, inside.

    By calendar date it is what happened on those days, so that more may have passed it than reached it, and nobody is
    inside a number of days.

    Attributes:
        stage: the name in the script, such as `lead_magnet`.
        title: what people call it; free text of the marketer.
        reached: journeys that entered the stage, counted once, at their first entry.
        passed: of those, journeys that met the stage's goal.
        lost: of those, journeys that left without the goal: went on, expired, stopped, blocked, ended.
        inside: of those, neither passed nor lost so far; None by calendar date.
        median_seconds: half of the passes took no longer than this, first entry to pass; None without a pass.
        p90_seconds: nine passes of ten took no longer than this; None without a pass.
        is_gone: whether only older versions of the script have it.
        revenue: what was sold in it brought, less what went back; a sum a currency, none where nothing was sold.
    """

    stage: str
    title: str
    reached: int
    passed: int
    lost: int
    inside: int | None
    median_seconds: float | None
    p90_seconds: float | None
    is_gone: bool = False
    revenue: tuple[Money, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """The messages of one step.

    Attributes:
        stage: the stage the step belongs to.
        step: the step's name in the script, unique within its stage.
        label: what people call it, often the first words of its message; free text.
        sent: messages handed to Telegram.
        delivered: of those, accepted by Telegram.
        failed: of those, refused for good (the bot is blocked, the chat is gone, the message is impossible).
        clicked: subscribers who pressed a button or followed a link of the step, each counted once.
        answered: subscribers who replied to it, in words or by a button that answers, each counted once.
        asks: whether there is anything to press or to answer in it.
        sells: whether there is anything to buy in it; its follow-ups sell for it and have no sales of their own.
        asked_to_pay: subscribers who pressed a button to pay here, each counted once.
        paid: subscribers who have paid an order of this step, each counted once, also if the money went back later.
        left_within_day: subscribers who blocked or stopped the bot within 24 hours after it, each counted once.
    """

    stage: str
    step: str
    label: str
    sent: int
    delivered: int
    failed: int
    clicked: int
    answered: int
    asks: bool = True
    sells: bool = False
    asked_to_pay: int = 0
    paid: int = 0
    left_within_day: int = 0
