"""What sells less than it could, or sells what Telegram wants sold otherwise."""

from funnels.definition.check_flow import ways_on
from funnels.definition.check_sales import sold_at
from funnels.definition.composing import Loc
from funnels.definition.report import Report
from funnels.definition.schema import Stage
from funnels.definition.script import STAGE_OVER, Script
from funnels.definition.ways import reachable


def warn_of_last_sales(script: Script, report: Report) -> None:
    """After a stage that sells, something else is offered to whoever has bought."""
    ways = ways_on(script)
    for number, stage in enumerate(script.stages):
        key = _sale(stage)
        if key is None:
            continue
        after = {place.exits[STAGE_OVER] for place in script.places.values() if place.stage == stage.stage}
        offered = {
            name
            for reached in reachable(after, ways)
            if script.places[reached].stage != stage.stage
            for name, _ in sold_at(script.places[reached])
        }
        if not offered - {(stage.goal or "").removeprefix("paid ")}:
            loc: Loc = ("stages", number, key)
            report.warn(
                loc,
                "nothing is offered to those who bought here",
                "add a stage after it that offers what they may want next",
            )


def _sale(stage: Stage) -> str | None:
    """The key by which a stage sells, if it does."""
    if stage.goal is not None and stage.goal.startswith("paid "):
        return "goal"
    return "marks" if stage.marks == "sale" else None


def warn_of_money(script: Script, report: Report) -> None:
    """What is delivered in the chat is paid in Stars: Telegram's terms for digital goods."""
    for name, product in script.products.items():
        if any(method != "stars" for method in product.methods):
            key = "file" if product.deliver.file else "text"
            report.warn(
                ("products", name, "price"),
                f"this is delivered as a {key} and paid in money: Telegram wants digital goods sold for Stars only",
                "take price: away if it is digital",
            )
