"""What advertising cost: so much a day and source, in one currency."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from funnels.analytics.attribution import equal_parts
from funnels.definition.money import Money


@dataclass(frozen=True, kw_only=True)
class SpendRow:
    """The spend of one source on one day.

    Attributes:
        day: as the ad cabinet counts it: a day of the bot's own time zone, if both are set alike.
        impressions: how often the ads were shown; 0 where it is not told.
        clicks: how often they were pressed; 0 where it is not told.
    """

    day: date
    source: str
    money: Money
    impressions: int = 0
    clicks: int = 0

    @property
    def is_nothing(self) -> bool:
        """Nothing was spent, shown or pressed."""
        return not (self.money.amount or self.impressions or self.clicks)


def spread(row: SpendRow, last: date) -> list[SpendRow]:
    """Spend from the row's day to the last, both included, in equal parts that sum to it exactly."""
    days = (last - row.day).days + 1
    amounts, impressions, clicks = (
        equal_parts(whole, days) for whole in (row.money.amount, row.impressions, row.clicks)
    )
    return [
        SpendRow(
            day=row.day + timedelta(days=place),
            source=row.source,
            money=Money(amount=amounts[place], currency=row.money.currency),
            impressions=impressions[place],
            clicks=clicks[place],
        )
        for place in range(days)
    ]


def merged(rows: Iterable[SpendRow]) -> tuple[SpendRow, ...]:
    """A row for each day, source and currency, in this order; rows of nothing are left out."""
    sums: dict[tuple[date, str, str], list[int]] = {}
    for row in rows:
        if not row.is_nothing:
            whole = sums.setdefault((row.day, row.source, row.money.currency), [0, 0, 0])
            for place, part in enumerate((row.money.amount, row.impressions, row.clicks)):
                whole[place] += part
    return tuple(
        SpendRow(
            day=day,
            source=source,
            money=Money(amount=amount, currency=currency),
            impressions=impressions,
            clicks=clicks,
        )
        for (day, source, currency), (amount, impressions, clicks) in sorted(sums.items())
    )


def digest(rows: Iterable[SpendRow]) -> str:
    """What tells merged rows from others, whatever file or message they came in."""
    lines = (f"{row.day} {row.source} {row.money} {row.impressions} {row.clicks}\n" for row in rows)
    return sha256("".join(lines).encode()).hexdigest()
