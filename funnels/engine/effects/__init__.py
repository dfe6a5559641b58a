"""What must happen because of an input: orders to the shell, imperative; facts for the reports, past tense.

Everything here is data. `storage.commit` has one writer for each of them and a test that none is missing.
"""

from funnels.engine.effects.facts import RecordTouch, StageLeft, StagePassed, StageReached, Track
from funnels.engine.effects.members import AnswerJoinRequest, RemoveMember
from funnels.engine.effects.orders import (
    CancelSubscription,
    MoveOrder,
    OpenOrder,
    RecordClaim,
    RecordFailure,
    RecordPayment,
    RecordProof,
    RecordRefund,
    RecordStrayPayment,
    RecordSubscription,
)
from funnels.engine.effects.outside import Call, CheckMember
from funnels.engine.effects.shown import AskPayment, CopyMessage, EditButtons, SendMessage, ShowToast
from funnels.engine.effects.staff import NotifyOwners, NotifyStaff
from funnels.engine.effects.start_funnel import StartFunnel
from funnels.engine.effects.timers import CancelTimers, SetTimer

Effect = (
    SendMessage
    | AskPayment
    | ShowToast
    | EditButtons
    | SetTimer
    | CancelTimers
    | OpenOrder
    | RecordClaim
    | MoveOrder
    | RecordPayment
    | RecordProof
    | RecordFailure
    | RecordRefund
    | RecordStrayPayment
    | RecordSubscription
    | CancelSubscription
    | NotifyOwners
    | NotifyStaff
    | CheckMember
    | RemoveMember
    | AnswerJoinRequest
    | CopyMessage
    | Call
    | StartFunnel
    | RecordTouch
    | StageReached
    | StagePassed
    | StageLeft
    | Track
)
