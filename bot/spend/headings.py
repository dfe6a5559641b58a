"""Columns of ad cabinets by their names: VK Ads, Yandex Direct, Telegram Ads, Google Ads, Meta, and plain sheets.

A heading counts without what stands in brackets or behind a comma, without a currency, in any letters.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from bot.spend.complaint import Complaint, SpendError
from bot.spend.grid import Cell, Grid, Line
from funnels.definition.money import currency_named

Meaning = Literal["day", "last_day", "source", "spend", "currency", "impressions", "clicks"]
"""`last_day`: of a row that is about several days."""

MEANINGS: tuple[Meaning, ...] = get_args(Meaning)

NAMES: Mapping[Meaning, tuple[str, ...]] = {
    "day": ("day", "date", "день", "дата", "reporting starts", "start date", "дата начала отчетности", "дата начала"),
    "last_day": ("reporting ends", "end date", "дата окончания отчетности", "дата окончания"),
    "source": (
        "source", "источник", "utm campaign", "campaign", "кампания", "campaign name", "campaignname",
        "название кампании", "рекламная кампания", "utm source", "ad title", "объявление",
    ),
    "spend": (
        "spend", "cost", "расход", "расходы", "затраты", "списано", "потрачено", "потрачено всего", "стоимость",
        "израсходовано", "amount spent", "spent", "spent budget", "сумма затрат", "сумма", "amount", "total cost",
    ),
    "currency": ("currency", "валюта", "currency code", "код валюты", "account currency", "валюта аккаунта"),
    "impressions": ("impressions", "показы", "impr", "views", "просмотры", "показов"),
    "clicks": ("link clicks", "клики по ссылке", "clicks", "клики", "переходы", "кликов", "переходов"),
}  # fmt: skip
"""What columns are called; of several that mean the same, the name that stands first here counts."""

_PLACES = {name: (meaning, place) for meaning, names in NAMES.items() for place, name in enumerate(names)}
_NOTE = re.compile(r"\([^)]*\)|\[[^]]*\]|,.*$")
_VAT = re.compile(r" (?:с|без) ндс$")
_SOUGHT_IN = 20
"""Lines above the headings: the cabinet's name, the period."""


@dataclass(frozen=True, kw_only=True)
class Headings:
    """The line of headings, understood.

    Attributes:
        line: where it stands.
        columns: the place of each column that is known.
        currency: the one that the heading of the spend names; empty: it names none.
        names: every heading as it is written.
    """

    line: int
    columns: Mapping[Meaning, int]
    currency: str = ""
    names: Sequence[str] = field(default_factory=tuple)

    @property
    def unknown(self) -> list[str]:
        """Headings of columns that are not used."""
        used = set(self.columns.values())
        return [name for place, name in enumerate(self.names) if name and place not in used]


def find_headings(grid: Grid) -> Headings | None:
    """The line that names most columns, the first of such; None where no line names two.

    Raises:
        SpendError: two of its columns are spend, and only a person can say which is meant.
    """
    head = max(grid[:_SOUGHT_IN], key=lambda line: len(_columns(line)), default=None)
    if head is None or len(columns := _columns(head)) < 2:  # noqa: PLR2004  # one known word may stand anywhere
        return None
    names = [str(cell).strip() for cell in head.cells]
    if len(spends := [name for name in names if _meaning(name) == "spend"]) > 1:
        several = ", ".join(f"«{name}»" for name in spends)
        raise SpendError([Complaint(word="two_spends", line=head.number, values={"columns": several})])
    currency = next(_currencies(names[columns["spend"]]), "") if "spend" in columns else ""
    return Headings(line=head.number, columns=columns, currency=currency, names=names)


def _columns(line: Line) -> dict[Meaning, int]:
    found: dict[Meaning, tuple[int, int]] = {}
    for column, cell in enumerate(line.cells):
        if known := _PLACES.get(_plain(cell)):
            meaning, place = known
            found[meaning] = min(found.get(meaning, (place, column)), (place, column))
    return {meaning: column for meaning, (_, column) in found.items()}


def _meaning(name: str) -> Meaning | None:
    known = _PLACES.get(_plain(name))
    return known[0] if known else None


def _plain(cell: Cell) -> str:
    """`Расход, ₽`, `Amount spent (RUB)`, `utm_campaign`, `Impr.` as the table above has them."""
    if not isinstance(cell, str):
        return ""
    written = _NOTE.sub(" ", cell.replace("_", " ")).split()
    words = " ".join(word for word in written if not _currency(word)).casefold().replace("ё", "е")
    return _VAT.sub("", words).rstrip(".:")


def _currencies(name: str) -> Iterator[str]:
    return filter(None, map(_currency, re.split(r"[\s,()\[\]]+", name)))


def _currency(word: str) -> str:
    """A sign, `руб.`, or a code in capitals: `all` is no Albanian lek here."""
    return "" if word.isascii() and word.isalpha() and not word.isupper() else currency_named(word)
