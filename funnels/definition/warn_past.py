"""Dates that are past already: of an offer nobody will be made, of a promo code nobody can use."""

from datetime import datetime
from zoneinfo import ZoneInfo

from funnels.definition.common_dates import end_of
from funnels.definition.composing import Loc
from funnels.definition.document import Document
from funnels.definition.findings import Finding
from funnels.definition.moments import Moment, OnDate
from funnels.definition.report import Report
from funnels.definition.script import Script
from funnels.steps.offer import Offer


def warn_of_past_dates(document: Document, script: Script, now: datetime) -> tuple[Finding, ...]:
    """What is over by `now` (UTC) on the funnel's clock."""
    report, zone = Report(document=document), ZoneInfo(script.timezone)
    for place in script.places.values():
        deadline = place.step.deadline if isinstance(place.step, Offer) else None
        if isinstance(deadline, Moment) and isinstance(deadline.day, OnDate) and end_of(deadline, now, zone) <= now:
            report.warn(
                (*place.loc, "deadline"),
                "this date is past: everybody who comes now takes the `expired` way",
                "write a later date",
            )
    for name, product in script.products.items():
        for code, promo in product.promo.items():
            if promo.is_over(now, zone):
                loc: Loc = ("products", name, "promo", code, "until")
                report.warn(loc, "this date is past: nobody can use the code", "write a later date, or take it out")
    return report.result()
