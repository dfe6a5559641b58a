"""A promo code that a person writes while an offer of a product it is for is before them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from funnels.definition.promo import CODE_LIMIT
from funnels.definition.suggest import closest
from funnels.definition.visible import clip
from funnels.engine import price_list
from funnels.engine.pricing import refusal

if TYPE_CHECKING:
    from funnels.engine.turn import Turn


def is_one(turn: "Turn", names: tuple[str, ...], text: str) -> bool:
    """Whether this must be a code, right or wrong: one of a product offered, or a word of letters and digits."""
    word = text.strip()
    mixed = word.isalnum() and any(map(str.isalpha, word)) and any(map(str.isdigit, word))
    return bool(_codes(turn, names)) and (mixed or bool(_meant(turn, names, word)))


def written(turn: "Turn", names: tuple[str, ...], text: str) -> str | None:
    """The code in words nothing else understood; also one with a slip in it. None: they are about something else."""
    codes, word = _codes(turn, names), text.strip()
    return word if codes and (is_one(turn, names, word) or closest(word, codes)) else None


def enter(turn: "Turn", names: tuple[str, ...], word: str) -> None:
    """The person has written it: the new price and buttons that ask it, or why not."""
    meant = _meant(turn, names, word)
    refusals = [refusal(turn, name, code) for name, code in meant.items()]
    code = next(iter(meant.values()), "")
    if not meant:
        turn.reply("promo_unknown", buttons=turn.keyboard(0), code=clip(word, CODE_LIMIT))
    elif all(refusals) and refusals[0]:
        turn.reply(refusals[0], buttons=turn.keyboard(0), code=code)
    else:
        turn.change(promo=code)
        turn.track("promo_entered", detail=code)
        lowered = [name for name, reason in zip(meant, refusals, strict=True) if reason is None]
        turn.reply("promo_accepted", buttons=turn.keyboard(0), code=code, price=_prices(turn, names, lowered))


def _codes(turn: "Turn", names: tuple[str, ...]) -> list[str]:
    return [code for name in names for code in turn.script.products[name].promo]


def _meant(turn: "Turn", names: tuple[str, ...], word: str) -> Mapping[str, str]:
    """The code as the script writes it, by the product it is for."""
    return {name: code for name in names if (code := turn.script.products[name].code(word)) is not None}


def _prices(turn: "Turn", names: tuple[str, ...], lowered: list[str]) -> str:
    """What it costs now; of several products each that is cheaper, by its title."""
    if len(names) == 1:
        return price_list.price(turn, names[0])
    products = turn.script.products
    return ", ".join(f"{turn.title_of(products[name])} — {price_list.price(turn, name)}" for name in lowered)
