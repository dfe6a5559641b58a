"""What the people who run the bot are told, and who they are."""

from collections.abc import Mapping, Sequence
from typing import Literal

from funnels.definition.money import Money
from funnels.engine.effects.kept import Kept

StaffRole = Literal["manager", "marketer", "owner"]

Staff = Mapping[StaffRole, Sequence[int]]
"""The chats of every role, by Telegram's ids: people, or groups."""

StaffNotice = Literal[
    "note",
    "task",
    "task_late",
    "handoff",
    "said",
    "handoff_over",
    "asked",
    "wanted",
    "gate_broken",
    "call_failed",
    "not_removed",
    "present_failed",
    "payment_not_asked",
    "not_cancelled",
    "renewal_unheard",
    "set_aside",
]

OrderNotice = Literal[
    "claimed",
    "proof",
    "claim_waits",
    "paid",
    "paid_more",
    "renewed",
    "paid_short",
    "paid_sold_out",
    "paid_again",
    "paid_second",
    "stray_payment",
    "stray_disputed",
    "refund_failed",
    "refund_slow",
    "disputed",
    "not_delivered",
    "not_withdrawn",
    "overdue",
    "codes_low",
    "codes_served",
]


class NotifyOwners(Kept, frozen=True, kw_only=True):
    """Something an owner should look at, as a fact; the shell words it in the owners' language."""

    about: OrderNotice
    """Five ask for a decision. `claimed`, `proof`, `claim_waits`: has it come? `paid_short`: is it enough?
    `paid_sold_out`: is there more?

    `not_delivered` can be sent again, once what is wrong is mended; `overdue` was paid long ago and has not arrived.
    `not_withdrawn`: the money went back, and the system that had given something for it could not be told.
    `codes_low`: of the list `title` there are `reason` codes left; `codes_served`: so many went to orders that waited.
    """
    order: str
    title: str
    money: Money | None = None
    name: str = ""
    """What the person is called, as plain text; empty where it is not known."""
    payer: int = 0
    """Who paid, where it is not the person of the order; 0: it is."""
    reason: str = ""
    """Why something failed, or what the person wrote, as plain text."""
    file_kind: str = ""
    """`photo` or `document`, which comes with the notice; empty: neither."""
    file: str = ""
    """Telegram's id of it."""
    details: str = ""
    """What the person filled in with the payment, in plain lines."""


class NotifyStaff(Kept, frozen=True, kw_only=True):
    """Something for people who run the bot, about this subscriber; the shell adds the buttons.

    `note` is only told; `task` can be done and `task_late` still can; `handoff` and `said` can be replied to and
    given back, `handoff_over` was not given back in time; `asked` was understood by nobody and can be replied to,
    and so can `wanted`, a person of the menu whom the bot cannot help;
    `gate_broken`, `call_failed`, `not_removed`, `not_cancelled`, `present_failed` and `payment_not_asked` are for
    whoever looks after the bot; `text` is the reason. A present can be sent again, once that is mended. So is
    `renewal_unheard`: Telegram told neither of a payment nor why there is none. `set_aside`: the program itself has
    failed, and keeps what it was about.
    """

    about: StaffNotice
    to: str
    """A role, or the number of a chat."""
    text: str
    """Telegram HTML; what a person wrote is escaped."""
    person: int
    """Telegram's id of the subscriber."""
    name: str
    """What they call themselves, as plain text."""
    username: str
    title: str
    """The funnel's, as plain text."""
    funnel: str
    run: int
    revision: int
    """With funnel and run: where `StaffActed` belongs."""
    step: str = ""
    message: int = 0
    """In place of the text: a message to show as itself, by its number in the person's chat with the bot."""
    more: int = 0
    """For how many others the same has happened since it was told last; 0: it is told for this person."""
