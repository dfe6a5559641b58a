"""A promo code that a person writes while an offer of the product is before them."""

from typing import TYPE_CHECKING

from funnels.definition.promo import CODE_LIMIT
from funnels.definition.suggest import closest
from funnels.definition.visible import clip
from funnels.engine.pricing import refusal

if TYPE_CHECKING:
    from funnels.engine.turn import Turn


def is_one(turn: "Turn", name: str, text: str) -> bool:
    """Whether this must be a code, right or wrong: one of the product's, or a word of letters and digits."""
    product, word = turn.script.products[name], text.strip()
    mixed = word.isalnum() and any(map(str.isalpha, word)) and any(map(str.isdigit, word))
    return bool(product.promo) and (mixed or product.code(word) is not None)


def written(turn: "Turn", name: str, text: str) -> str | None:
    """The code in words nothing else understood; also one with a slip in it. None: they are about something else."""
    codes, word = turn.script.products[name].promo, text.strip()
    return word if codes and (is_one(turn, name, word) or closest(word, codes)) else None


def enter(turn: "Turn", name: str, word: str) -> None:
    """The person has written it: the new price and buttons that ask it, or why not."""
    code = turn.script.products[name].code(word)
    if code is None:
        turn.reply("promo_unknown", buttons=turn.keyboard(0), code=clip(word, CODE_LIMIT))
    elif reason := refusal(turn, name, code):
        turn.reply(reason, buttons=turn.keyboard(0), code=code)
    else:
        turn.change(promo=code)
        turn.track("promo_entered", detail=code)
        turn.reply("promo_accepted", buttons=turn.keyboard(0), code=code, price=str(turn.values()["price"]))
