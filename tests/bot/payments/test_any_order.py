"""Whatever comes of money, in whatever order: the books are right, and who paid gets the goods, once a payment."""

import json
import shutil
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from funnels.definition.money import Money
from funnels.engine.effects import Effect
from funnels.engine.effects.orders import OpenOrder
from funnels.engine.inputs import (
    CancelAsked,
    Paid,
    PaymentAccepted,
    PaymentRefused,
    Pressed,
    Recurring,
    Refunded,
    Started,
    SubscriptionChanged,
)
from funnels.engine.orders import BEFORE, Renewing, Status
from tests.bot.payments.till import ANNA, NOON, OWNER, Till, buttons_of

UNKNOWN = (f"{ANNA}:shop:9:1:0", f"{ANNA}:shop:1:1:7", "8:shop:1:1:0", "not an order")
NEVER_ASKED = (f"{ANNA}:shop:1:1:0", f"{ANNA}:shop:1:9:1")
SUMS = ("right", "right", "right", "less", "more", "roubles", "dollars")
MONTH = "month"
CAME = ("paid", "short", "extra", "renewal")
WENT = ("refunded", "money_back")
"""Lines that tell of money: one without a currency tells of a decision."""


class AnyOrder(RuleBasedStateMachine):
    """One person who buys, pays and is paid back in every way there is."""

    template: ClassVar[Path]

    @initialize()
    def opens(self) -> None:
        self._folder = TemporaryDirectory()
        file = Path(self._folder.name) / "voronka.db"
        shutil.copy(self.template, file)
        self.till = Till(file)
        self.buttons: list[str] = []
        self.asked: dict[str, Money] = {}
        self.by_hand: dict[str, Money] = {}
        self.charges: dict[str, tuple[str, Money]] = {}
        self.told: Counter[str] = Counter()
        self._names = count(1)
        self._take(self.till.feed(Started()))

    def teardown(self) -> None:
        if hasattr(self, "till"):
            self.till.close()
        self._folder.cleanup()

    def _take(self, effects: tuple[Effect, ...]) -> None:
        self.buttons.extend(buttons_of(effects))
        opened = [effect for effect in effects if isinstance(effect, OpenOrder)]
        self.asked.update({effect.order: effect.price for effect in opened})
        self.by_hand.update({effect.order: effect.price for effect in opened if effect.method == "manual"})

    # What happens

    @rule(number=st.integers(0, 5))
    def presses_a_button_shown_lately(self, number: int) -> None:
        if self.buttons:
            self._take(self.till.feed(Pressed(data=self.buttons[-1 - number % len(self.buttons)])))

    @rule(number=st.integers(0, 30))
    def presses_any_button(self, number: int) -> None:
        if self.buttons:
            self._take(self.till.feed(Pressed(data=self.buttons[number % len(self.buttons)])))

    @rule()
    def begins_anew(self) -> None:
        self._take(self.till.feed(Started()))

    @rule(
        number=st.integers(0, 1),
        sum_=st.sampled_from(SUMS),
        method=st.sampled_from(["stars", "manual", "link"]),
        times=st.integers(1, 2),
        staff=st.sampled_from([0, OWNER]),
    )
    def money_comes(self, number: int, sum_: str, method: str, times: int, staff: int) -> None:
        orders = [*self.asked]
        if orders:
            order = orders[number % len(orders)]
            self._pay(order, _sum(self.asked[order], sum_), method, times, staff)

    @rule(order=st.sampled_from(UNKNOWN + NEVER_ASKED), method=st.sampled_from(["stars", "link"]))
    def money_comes_that_nobody_asked_for(self, order: str, method: str) -> None:
        self._pay(order, Money(amount=100, currency="XTR"), method, 1, 0)

    @rule(number=st.integers(0, 30))
    def a_payment_is_told_again(self, number: int) -> None:
        if self.charges:
            charge = [*self.charges][number % len(self.charges)]
            order, money = self.charges[charge]
            self._take(self.till.feed(Paid(order=order, method="stars", money=money, charge=charge)))

    @rule(periods=st.integers(1, 3), first=st.booleans(), number=st.integers(0, 5), times=st.integers(1, 2))
    def a_subscription_pays(self, periods: int, first: bool, number: int, times: int) -> None:
        orders = [f"{ANNA}:shop:1:1:2", *(order for order in self.asked if order.split(":")[4] == "2")]
        order, charge = orders[number % len(orders)], f"c{next(self._names)}"
        money = self.asked.get(order, Money(amount=70, currency="XTR"))
        if money.currency == "XTR":
            self.charges[charge] = (order, money)
            recurring = Recurring(until=self.till.clock.now() + periods * timedelta(days=30), first=first)
            paid = Paid(order=order, method="stars", money=money, charge=charge, recurring=recurring)
            self._take(self.till.feed(*[paid] * times))

    @rule(state=st.sampled_from(["active", "cancelled", "failed"]), number=st.integers(0, 5))
    def telegram_tells_of_a_subscription(self, state: Renewing, number: int) -> None:
        orders = [f"{ANNA}:shop:1:1:2", *self.asked]
        self._take(self.till.feed(SubscriptionChanged(order=orders[number % len(orders)], state=state)))

    @rule(number=st.integers(0, 5))
    def owners_end_a_subscription(self, number: int) -> None:
        orders = [f"{ANNA}:shop:1:1:2", *self.asked]
        self._take(self.till.feed(CancelAsked(order=orders[number % len(orders)], staff=OWNER)))

    def _pay(self, order: str, money: Money, method: str, times: int, staff: int) -> None:
        """Nobody says how much came by hand: it is what was asked so."""
        charge, money = f"c{next(self._names)}", self.by_hand.get(order, money) if method == "manual" else money
        self.charges[charge] = (order, money)
        paid = Paid(order=order, method=method, money=money, charge=charge, staff=staff)
        self._take(self.till.feed(*[paid] * times))

    @rule(number=st.integers(0, 9), twice=st.booleans())
    def owners_take_it_for_the_price(self, number: int, twice: bool) -> None:
        if self.asked:
            accepted = PaymentAccepted(order=[*self.asked][number % len(self.asked)], staff=OWNER)
            self._take(self.till.feed(*[accepted] * (1 + twice)))

    @rule(number=st.integers(0, 9))
    def owners_cancel_it(self, number: int) -> None:
        if self.asked:
            self.till.cancels([*self.asked][number % len(self.asked)])

    @rule(number=st.integers(0, 9))
    def owners_do_not_find_it(self, number: int) -> None:
        if self.asked:
            self._take(self.till.feed(PaymentRefused(order=[*self.asked][number % len(self.asked)], staff=OWNER)))

    @rule(
        number=st.integers(0, 30),
        part=st.sampled_from([1, 1, 2, 3]),
        mood=st.sampled_from(["willing", "willing", "away", "refusing"]),
    )
    def owners_give_money_back(self, number: int, part: int, mood: str) -> None:
        if self.charges:
            charge = [*self.charges][number % len(self.charges)]
            order, money = self.charges[charge]
            self.till.bank.mood = mood
            self.till.asks_back(order, charge, replace(money, amount=max(money.amount // part, 1)))

    @rule(number=st.integers(0, 30), times=st.integers(1, 2))
    def telegram_tells_of_a_refund(self, number: int, times: int) -> None:
        if self.charges:
            charge = [*self.charges][number % len(self.charges)]
            order, money = self.charges[charge]
            if not self.till.rows(f"SELECT 1 FROM refunds WHERE charge = '{charge}' AND status != 'failed'"):
                back = Refunded(refund=f"stars:{charge}", order=order, charge=charge, money=money, whole=True)
                self._take(self.till.feed(*[back] * times))

    @rule(hours=st.sampled_from([1, 25, 50]), mood=st.sampled_from(["willing", "away"]))
    def time_passes(self, hours: int, mood: str) -> None:
        self.till.bank.mood = mood
        self._take(self.till.passes(hours))

    @rule(fails=st.booleans())
    def messages_are_sent(self, fails: bool) -> None:
        self.till.sends(fails=fails)

    # What holds

    @invariant()
    def every_payment_is_kept_once(self) -> None:
        kept = self.till.rows("SELECT charge, amount, currency FROM payments")
        assert sorted(kept) == sorted((charge, *vars(money).values()) for charge, (_, money) in self.charges.items())

    @invariant()
    def no_more_goes_back_than_came(self) -> None:
        assert not self.till.rows(
            "SELECT charge FROM payments WHERE amount < (SELECT coalesce(sum(amount), 0) FROM refunds "
            "WHERE refunds.charge = payments.charge AND status != 'failed')"
        )

    @invariant()
    def the_ledger_has_the_money(self) -> None:
        """Payments minus refunds are what the ledger says has come in, order by order."""
        revenue: Counter[tuple[str, str]] = Counter()
        for order, currency, amount in self.till.rows(
            "SELECT order_name, currency, amount FROM payments WHERE order_name IS NOT NULL UNION ALL "
            "SELECT order_name, currency, -amount FROM refunds WHERE status = 'done' AND order_name IS NOT NULL"
        ):
            revenue[order, currency] += amount
        written: Counter[tuple[str, str]] = Counter()
        for order, entry, currency, amount in self.till.rows("SELECT order_name, entry, currency, amount FROM ledger"):
            if entry in CAME or entry in WENT:
                written[order, currency] += amount if entry in CAME else -amount
        assert {key: sum_ for key, sum_ in written.items() if sum_} == {
            key: sum_ for key, sum_ in revenue.items() if sum_
        }

    @invariant()
    def the_ledger_replays_to_the_states_by_allowed_moves(self) -> None:
        lived: dict[str, Status] = {}
        for order, entry in self.till.rows("SELECT order_name, entry FROM ledger ORDER BY id"):
            state = lived.setdefault(order, "open")
            to = "open" if entry == "asked" else entry
            if to in BEFORE and to != state:
                assert state in BEFORE[to], (order, state, to)
                lived[order] = to
        assert dict(self.till.rows("SELECT name, status FROM orders")) == lived

    @invariant()
    def every_payment_of_the_price_brings_the_goods_once(self) -> None:
        paid = Counter(order for (order,) in self.till.rows("SELECT order_name FROM ledger WHERE entry = 'paid'"))
        rows = self.till.rows("SELECT json_extract(payload, '$.order') FROM outbox WHERE purpose = 'goods'")
        goods = Counter(order for (order,) in rows)
        anew = Counter(order for (order,) in self.till.rows("SELECT order_name FROM ledger WHERE entry = 'renewal'"))
        assert paid <= goods <= paid + anew  # a renewal brings them to who had lost access

    @invariant()
    def goods_that_arrived_are_of_delivered_orders(self) -> None:
        for order, status in self.till.rows(
            "SELECT name, orders.status FROM orders JOIN outbox ON json_extract(payload, '$.order') = name "
            "WHERE purpose = 'goods' AND outbox.status = 'sent' GROUP BY 1, 2 HAVING count(*) = "
            "(SELECT count(*) FROM ledger WHERE order_name = name AND entry = 'paid')"
        ):
            assert status != "paid", order

    @invariant()
    def the_person_has_what_is_paid_and_not_given_back(self) -> None:
        ((bought, access),) = self.till.rows("SELECT bought, access FROM subscribers")
        sold = self.till.rows(
            f"SELECT DISTINCT product FROM orders WHERE status IN ('paid', 'delivered') AND product != '{MONTH}'"
        )
        has = [name for name in json.loads(bought) if name != f"shop/{MONTH}"]
        assert sorted(has) == sorted(f"shop/{product}" for (product,) in sold)
        assert (f"shop/{MONTH}" in json.loads(bought)) == (f"shop/{MONTH}" in json.loads(access))

    @invariant()
    def a_subscription_is_told_as_the_journey_has_it(self) -> None:
        told = self.till.rows("SELECT name, subscription FROM orders WHERE subscription != ''")
        rows = self.till.rows("SELECT state FROM journeys")
        journeys = [json.loads(state)["orders"].items() for (state,) in rows]
        known = {name: one["subscription"] for orders in journeys for name, one in orders if one.get("subscription")}
        assert dict(told) == {name: subscription[2] for name, subscription in known.items()}

    @invariant()
    def whoever_has_the_month_for_so_long_has_paid_for_it(self) -> None:
        """Access ends no later than all the time that was bought from the beginning on."""
        ((access,),) = self.till.rows("SELECT access FROM subscribers")
        held = json.loads(access).get(f"shop/{MONTH}")
        paid = sum(1 for order, _ in self.charges.values() if order.split(":")[4:5] == ["2"])
        if held is not None:
            until = NOON.timestamp() + (self.till.clock.now() - NOON + paid * timedelta(days=90)).total_seconds()
            assert datetime.fromisoformat(held[0]).timestamp() <= until


def _sum(asked: Money, sum_: str) -> Money:
    amounts = {"right": asked.amount, "less": asked.amount - 1, "more": asked.amount + 1}
    if sum_ in amounts:
        return Money(amount=amounts[sum_], currency=asked.currency)
    return Money(amount=asked.amount, currency="RUB" if sum_ == "roubles" else "USD")


def test_whatever_the_order_the_books_are_right(sqlite_template: Path) -> None:
    AnyOrder.template = sqlite_template
    run_state_machine_as_test(
        AnyOrder, settings=settings(max_examples=50, stateful_step_count=40, phases=(Phase.explicit, Phase.generate))
    )
