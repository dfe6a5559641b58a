"""What sells less than it could, or sells what Telegram wants sold otherwise."""

from funnels.definition.check_flow import ways_on
from funnels.definition.check_sales import sold_at
from funnels.definition.money import Money
from funnels.definition.report import Report
from funnels.definition.schema import Stage
from funnels.definition.script import STAGE_OVER, Script
from funnels.definition.ways import reversed_ways
from funnels.definition.written import saved
from funnels.steps.ask import Ask
from funnels.steps.goal import Goal

ENOUGH = 2

_STRIPE_TAKES = {
    "USD": Money(amount=50, currency="USD"),
    "EUR": Money(amount=50, currency="EUR"),
    "GBP": Money(amount=30, currency="GBP"),
}
"""The least of one payment."""


def warn_of_last_sales(script: Script, report: Report) -> None:
    """After a stage that sells, something else is offered to whoever has bought."""
    offered = _offered_from(script)
    for number, stage in enumerate(script.stages):
        if (key := _sale(stage)) is not None:
            after = script.places[script.firsts[stage.stage]].exits[STAGE_OVER]
            ahead = offered.get(after, set())
            if not any(ahead - {name} for name in stage.sells or ("",)):
                report.warn(
                    ("stages", number, key),
                    "nothing is offered to those who bought here",
                    "add a stage after it that offers what they may want next",
                )


def _offered_from(script: Script) -> dict[str, set[str]]:
    """Products offered at each step or somewhere after it, and goals to meet there, such as a consultation booked.

    Two of them at most, for one may be bought already.
    """
    ways = ways_on(script)
    back = reversed_ways(ways)
    ahead: list[tuple[str, str]] = []
    offered: dict[str, set[str]] = {key: set() for key in ways}
    goals = {stage.goal for stage in script.stages}
    for key in ways:
        step = script.places[key].step
        ahead += [(key, name) for name, _ in sold_at(script.places[key])]
        if isinstance(step, Goal) and step.goal in goals:
            ahead.append((key, f"goal {step.goal}"))
    while ahead:
        key, name = ahead.pop()
        if len(offered[key]) < ENOUGH and name not in offered[key]:
            offered[key].add(name)
            ahead += [(before, name) for before in back[key]]
    return offered


def _sale(stage: Stage) -> str | None:
    """The key by which a stage sells, if it does."""
    if stage.goal is not None and stage.goal.startswith("paid "):
        return "goal"
    return "marks" if stage.marks == "sale" else None


def warn_of_small_amounts(script: Script, report: Report) -> None:
    """What Stripe would refuse as too little is not asked by it (docs.stripe.com/currencies, minimum charge amounts).

    The least depends on the currency of the account, so this is no error.
    """
    for name, product in script.products.items():
        for way in product.ways:
            price = product.price_by(way)
            least = _STRIPE_TAKES.get(price.currency) if way.method == "stripe" else None
            if least is not None and price.amount < least.amount:
                report.warn(
                    ("products", name, "price", product.price.index(price)),
                    f"Stripe takes no payment of less than {least}",
                    "write a higher price, or take stripe out of pay:",
                )


def warn_of_money(script: Script, report: Report) -> None:
    """What is delivered in the chat, and not to an address, is paid in Stars: Telegram's terms for digital goods."""
    for name, product in script.products.items():
        if any(way.method != "stars" for way in product.ways) and "address" not in product.asked:
            key = "file" if product.deliver.parcels else "text"
            report.warn(
                ("products", name, "price"),
                f"this is delivered as a {key} and paid in money: Telegram wants digital goods sold for Stars only",
                "take price: away if it is digital",
            )


def warn_of_receipts(script: Script, report: Report) -> None:
    """A receipt goes to the address the funnel asks for; the bot asks for one only where the funnel does not."""
    kept = {name for _, name in saved(script)}
    asked = {
        "email" if step.for_ == "email" else "phone": step.save
        for step in (place.step for place in script.places.values())
        if isinstance(step, Ask) and step.save and step.for_ in ("email", "phone", "contact")
    }
    for name, product in script.products.items():
        receipt = product.receipt
        if receipt and asked and not kept & {receipt.email, receipt.phone}:
            key, attribute = next(iter(asked.items()))
            report.warn(
                ("products", name, "receipt"),
                f"the address is kept as `{attribute}`, and the receipt does not know it",
                f"add {key}: {attribute} to receipt:",
            )
