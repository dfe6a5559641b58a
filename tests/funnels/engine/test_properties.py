"""Whatever a script says and whatever a person does, the promises of the engine hold."""

from collections import Counter
from datetime import timedelta
from typing import Literal

from hypothesis import note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from funnels.definition.money import Money
from funnels.definition.script import Script
from funnels.definition.visible import utf16_length, visible_length
from funnels.engine.catalogue import Catalogue
from funnels.engine.effects.facts import StagePassed
from funnels.engine.effects.orders import MoveOrder, OpenOrder, RecordPayment
from funnels.engine.effects.shown import AskPayment, Button, EditButtons, SendMessage, ShowToast
from funnels.engine.effects.timers import CancelTimers, SetTimer
from funnels.engine.inputs import (
    Answered,
    Blocked,
    Called,
    Clicked,
    EventReceived,
    Input,
    MemberChanged,
    MemberChecked,
    Paid,
    PaymentNotAsked,
    PaymentRefused,
    Pressed,
    StaffActed,
    Started,
    Stopped,
    TimerFired,
    Unblocked,
)
from funnels.engine.journey import Journey, state_from_json, state_to_json
from funnels.engine.person import JourneyKey, Person, Reaction
from funnels.engine.receive import UnknownOrderError, receive
from funnels.engine.subscriber import Subscriber
from funnels.engine.walking import EndlessLoopError
from funnels.walk import SENT, Sendable
from tests.funnels.engine.random_scripts import scripts
from tests.funnels.engine.world import NOON

CODES = [
    "",
    "0",
    "1",
    "9",
    "skip",
    "decline",
    "agree",
    "done",
    "choice.0",
    "choice.3",
    "choice.9",
    "choice.²",
    "pay.stars.0",
    "pay.manual.1",
    "buy.0",
    "buy.1",
    "back.0",
    "back.1",
    "claim.manual.1",
    "menu.0",
    "menu.9",
    "x",
]
GRINS = "\N{GRINNING FACE}" * 4096


class AnyWalk(RuleBasedStateMachine):
    """One person, one random funnel, inputs of every kind in any order."""

    @initialize(script=scripts(), language=st.sampled_from(["", "ru", "en"]))
    def begin(self, script: Script, language: str) -> None:
        note(script.source)
        self.script = script
        self.catalogue = Catalogue(live={script.funnel: script})
        self.person = Person(subscriber=Subscriber(id=2**52, first_name="Anna", language=language))
        self.now = NOON
        self.timers: list[TimerFired] = []
        self.due: list[tuple[object, TimerFired]] = []
        self.data: list[str] = []
        self.orders: list[str] = []
        self.asked: list[OpenOrder] = []
        self.passed: Counter[tuple[JourneyKey | None, str]] = Counter()
        self.delivered: Counter[str] = Counter()
        self.feed(Started(payload="in__x"))

    # What happens

    @rule(payload=st.sampled_from(["", "in", "in__vk", "else", "odd one"]))
    def starts(self, payload: str) -> None:
        self.feed(Started(payload=payload))

    @rule(number=st.integers(0, 50))
    def presses(self, number: int) -> None:
        if self.data:
            self.feed(Pressed(data=self.data[-1 - number % len(self.data)]))

    @rule(number=st.integers(0, 50))
    def follows_a_link(self, number: int) -> None:
        if self.data:
            self.feed(Clicked(data=self.data[number % len(self.data)]))

    @rule(
        run=st.integers(0, 2),
        revision=st.integers(-1, 20),
        place=st.integers(-1, 40),
        part=st.integers(-1, 3),
        code=st.sampled_from(CODES),
    )
    def makes_up_a_button(self, run: int, revision: int, place: int, part: int, code: str) -> None:
        self.feed(Pressed(data=f"random:{run}:{revision}:{place}.{part}:{code}"))

    @rule(
        text=st.sampled_from(
            [
                "",
                "On",
                "skip",
                "/faq",
                "prices",
                "let me in",
                "a@example.com",
                "8 999 1234567",
                "3, on",
                "<b>",
                "{{ 7 }}",
                GRINS,
            ]
        )
    )
    def writes(self, text: str) -> None:
        self.feed(Answered(text=text))

    @rule(kind=st.sampled_from(sorted(SENT)))
    def sends(self, kind: Sendable) -> None:
        self.feed(SENT[kind])

    @rule(minutes=st.sampled_from([1, 59, 61, 600, 1440, 5000]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        due = [timer for moment, timer in self.due if moment <= self.now]  # type: ignore[operator]  # datetimes
        self.due = [one for one in self.due if one[1] not in due]
        for timer in due:
            self.feed(timer)

    @rule(number=st.integers(0, 50))
    def a_timer_fires_late_or_twice(self, number: int) -> None:
        if self.timers:
            self.feed(self.timers[number % len(self.timers)])

    @rule(number=st.integers(0, 50))
    def pays(self, number: int) -> None:
        if self.orders:
            order = self.orders[number % len(self.orders)]
            self.feed(Paid(order=order, method="stars", money=Money(amount=1, currency="XTR"), charge="c"))

    @rule(number=st.integers(0, 50))
    def pays_what_was_asked(self, number: int) -> None:
        if self.asked:
            one = self.asked[number % len(self.asked)]
            self.feed(Paid(order=one.order, method=one.method, money=one.price, charge=f"c{number}"))

    @rule(run=st.integers(1, 2), revision=st.integers(0, 9), product=st.integers(0, 2))
    def pays_what_was_never_asked(self, run: int, revision: int, product: int) -> None:
        order = f"{2**52}:random:{run}:{revision}:{product}"
        self.feed(Paid(order=order, method="manual", money=Money(amount=1, currency="EUR"), charge="c"))

    @rule(number=st.integers(0, 50))
    def is_refused(self, number: int) -> None:
        if self.orders:
            self.feed(PaymentRefused(order=self.orders[number % len(self.orders)]))

    @rule(number=st.integers(0, 50), method=st.sampled_from(["stars", "manual", "stripe"]))
    def cannot_be_asked(self, number: int, method: str) -> None:
        if self.orders:
            order = self.orders[number % len(self.orders)]
            self.feed(PaymentNotAsked(order=order, method=method, reason="<it is down>"))

    @rule(name=st.sampled_from(["done", "begun", "odd"]), word=st.sampled_from(["friday", "{{ word }}", "x", 7, True]))
    def something_happens_outside(self, name: str, word: str | int) -> None:
        self.feed(EventReceived(name=name, values={"word": word}))

    @rule(revision=st.integers(0, 20), member=st.sampled_from([True, False, None]), first=st.booleans())
    def telegram_says_who_is_in_the_channel(self, revision: int, member: bool | None, first: bool) -> None:
        self.feed(MemberChecked(funnel="random", run=1, revision=revision, member=member, first=first, reason="<no>"))

    @rule(member=st.booleans(), chat=st.sampled_from(["@rooms", "@other"]))
    def joins_or_leaves(self, member: bool, chat: str) -> None:
        self.feed(MemberChanged(chats=(chat, "-100500"), member=member))

    @rule(act=st.sampled_from(["done", "given_back", "replied"]), run=st.integers(1, 2), revision=st.integers(0, 20))
    def staff_act(self, act: Literal["done", "given_back", "replied"], run: int, revision: int) -> None:
        self.feed(StaffActed(act=act, funnel="random", run=run, revision=revision, staff=5, text="<b> 5 < 6"))

    @rule(revision=st.integers(0, 20), answer=st.sampled_from(["", "no JSON", "[]", '{"a": {"b": 7}}']))
    def a_call_is_answered(self, revision: int, answer: str) -> None:
        reason = "" if answer else "&"
        self.feed(
            Called(
                funnel="random", run=1, revision=revision, step="one.1", ok=bool(answer), answer=answer, reason=reason
            )
        )

    @rule(input_=st.sampled_from([Stopped(), Blocked(), Unblocked()]))
    def falls_silent(self, input_: Input) -> None:
        self.feed(input_)

    # What holds

    def feed(self, input_: Input) -> None:
        before = self.person
        states = [state_to_json(journey) for journey in before.journeys]
        try:
            reaction = receive(self.catalogue, before, input_, self.now)
        except EndlessLoopError:
            return
        except UnknownOrderError:
            assert isinstance(input_, Paid | PaymentNotAsked | PaymentRefused)
            return
        assert [state_to_json(journey) for journey in before.journeys] == states
        assert receive(self.catalogue, before, input_, self.now) == reaction
        self.person = reaction.person
        self.check_effects(input_, reaction)
        self.check_cancelled(input_, reaction)
        for journey in reaction.person.journeys:
            self.check_step(before.journey((journey.funnel, journey.run)), journey, reaction)

    def check_effects(self, input_: Input, reaction: Reaction) -> None:
        records = [one.effect for one in reaction.effects if isinstance(one.effect, RecordPayment)]
        assert len(records) == (1 if isinstance(input_, Paid) else 0)
        for record in records:
            self.delivered[record.product] += record.kind == "whole"
        for one in reaction.effects:
            match one.effect:
                case SendMessage() as sent:
                    self.check_message(sent)
                case EditButtons(buttons=buttons):
                    assert isinstance(input_, Pressed)
                    self.check_buttons(buttons)
                case AskPayment() as invoice:
                    assert 0 < utf16_length(invoice.title) <= 32
                    assert 0 < utf16_length(invoice.description) <= 255
                    assert len(invoice.order.encode()) <= 128
                case ShowToast(text=text):
                    assert 0 < utf16_length(text) <= 200
                case OpenOrder() as order:
                    assert order.expires_at is None or order.expires_at > self.now
                    self.orders.append(order.order)
                    self.asked.append(order)
                case StagePassed(stage=stage):
                    self.passed[one.journey, stage] += 1
                case SetTimer() as timer:
                    assert one.journey is not None
                    assert timer.due_at >= self.now
                    funnel, run = one.journey
                    fired = TimerFired(funnel=funnel, run=run, revision=timer.revision, name=timer.name)
                    self.timers.append(fired)
                    self.due.append((timer.due_at, fired))
                    self.due.sort(key=lambda due: str(due[0]))
        assert all(times == 1 for times in self.passed.values())
        assert all(times <= 1 for times in self.delivered.values())

    def check_cancelled(self, input_: Input, reaction: Reaction) -> None:
        for cancelled in [one.effect.order for one in reaction.effects if isinstance(one.effect, MoveOrder)]:
            assert isinstance(input_, Paid)
            assert cancelled in self.orders
            assert cancelled != input_.order

    def check_message(self, sent: SendMessage) -> None:
        assert sent.text or sent.media
        assert visible_length(sent.text) <= (1024 if sent.media else 4096)
        self.check_buttons(sent.buttons)
        if self.person.subscriber.reach != "active":
            assert sent.purpose in ("goods", "reply")

    def check_buttons(self, rows: tuple[tuple[Button, ...], ...]) -> None:
        for button in (button for row in rows for button in row):
            assert 0 < utf16_length(button.text) <= 64
            assert len(button.data.encode()) <= 64
            self.data.append(button.data)

    def check_step(self, old: Journey | None, new: Journey, reaction: Reaction) -> None:
        key = (new.funnel, new.run)
        timers: list[SetTimer] = []
        for one in reaction.effects:
            if one.journey == key and isinstance(one.effect, CancelTimers):
                timers.clear()
            elif one.journey == key and isinstance(one.effect, SetTimer) and one.effect.revision:
                timers.append(one.effect)
        assert new.revision >= (old.revision if old else 0)
        assert not (old and old.ended and new.step)
        assert new.ended or new.step in self.script.places
        assert all(timer.revision == new.revision for timer in timers)
        assert not (timers and (new.ended or reaction.person.subscriber.reach != "active"))
        assert not (new.held and reaction.person.subscriber.reach == "active")

    @invariant()
    def stages_agree(self) -> None:
        for journey in self.person.journeys if hasattr(self, "person") else ():
            assert journey.passed <= journey.reached
            assert journey.stage in journey.reached or (journey.ended and not journey.stage)
            assert state_from_json(state_to_json(journey), journey.subscriber) == journey


TestAnyWalk = AnyWalk.TestCase
TestAnyWalk.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
