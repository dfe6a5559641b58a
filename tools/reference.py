"""`docs/script-reference.md` is made of the models, the tables and the docstrings of the language, and of nothing else.

`python -m tools.reference` writes it; `make check` compares.
"""

import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from types import ModuleType

from funnels.definition import (
    check,
    conditions,
    durations,
    markdown,
    menu,
    moment_words,
    money,
    neighbours,
    products,
    promo,
    receipts,
    schema,
    shipping,
)
from funnels.definition.check_media import check_media
from funnels.definition.dialect import FILTERS, TAGS
from funnels.dialogue import lines, player
from funnels.engine import hours, keywords, values
from funnels.engine.limits import CAPTION_LIMIT, TEXT_LIMIT
from funnels.steps import VERBS, answers, button, buttons, content, delivery, waiting
from funnels.steps.base import ScriptModel
from funnels.steps.moment import ForEvent, Until
from funnels.steps.split import SplitVariant
from funnels.steps.terms import Terms
from tools.reference_keys import keys_table

FILE = Path("docs/script-reference.md")

PARTS: dict[str, tuple[type[ScriptModel], ...]] = {
    "offer": (Terms,),
    "wait": (Until, ForEvent),
    "split": (SplitVariant,),
}
"""What is written inside a verb and nowhere else."""

HEAD = """\
# The reference of the script

Everything a `funnel.yaml` and a `dialogues.yaml` may say. Where to begin: [writing-a-funnel.md](writing-a-funnel.md)
([по-русски](writing-a-funnel.ru.md)). Keys in **bold** must be there.

`make format` makes this file of the code: mend the docstrings, not the file.
"""


def reference() -> str:
    """The whole file."""
    body = "".join(f"\n{'#' * level} {title}\n\n{write().strip()}\n" for level, title, write in SECTIONS)
    contents = "".join(f"{'  ' * (level - 2)}- [{title}](#{_anchor(title)})\n" for level, title, _ in SECTIONS)
    return f"{HEAD}\n{contents}{body}"


def breaches() -> Iterator[str]:
    """One, when the file is not what the code makes."""
    if not FILE.is_file() or FILE.read_text(encoding="utf-8") != reference():
        yield "it differs from the code: run `make format`"


def _anchor(title: str) -> str:
    """The name GitHub gives a heading."""
    return re.sub(r"[^\w-]", "", title.lower().replace(" ", "-"))


def prose(module: ModuleType) -> str:
    """What a module says of itself."""
    return cleandoc(module.__doc__ or "")


def _part(model: type) -> str:
    """What a model says of itself, and its keys."""
    return f"{cleandoc(model.__doc__ or '')}\n\n{keys_table(model)}"


def _model(model: type) -> Callable[[], str]:
    return lambda: _part(model)


def _steps() -> str:
    rows = (f"| [`{verb}`](#{verb}) | {_gist(model.entry(), verb)} |\n" for verb, model in VERBS.items())
    return f"{prose(import_module('funnels.steps'))}\n\n| verb | does |\n|---|---|\n{''.join(rows)}"


def _gist(entry: str, verb: str) -> str:
    return entry.partition("\n\n")[0].removeprefix(f"`{verb}`: ").rstrip(".").replace("\n", " ")


def _verb(verb: str) -> Callable[[], str]:
    def write() -> str:
        entry = VERBS[verb].entry().removeprefix(f"`{verb}`: ")
        return "\n".join(
            [f"{entry[0].upper()}{entry[1:]}\n\n{keys_table(VERBS[verb])}", *map(_part, PARTS.get(verb, ()))]
        )

    return write


def _answers() -> str:
    told = [prose(import_module(one.name)) for one in pkgutil.iter_modules(answers.__path__, f"{answers.__name__}.")]
    found = {kind: next(text for text in told if f"`for: {kind}`" in text) for kind in answers.KINDS}
    items = "".join(f"- {' '.join(text.split())}\n" for text in dict.fromkeys(found.values()))
    return f"{prose(answers)}\n\n{items}"


def _texts() -> str:
    names = [", ".join(f"`{name}`" for name in group) for group in (TAGS, FILTERS)]
    return (
        f"{prose(markdown)}\n\n{prose(values)}\n\nLiquid tags: {names[0]}. Filters: {names[1]}.\n\n"
        f"A text may have {TEXT_LIMIT} characters, a caption {CAPTION_LIMIT}. If somebody's own words would make it "
        "longer, they are cut, the script's words are not."
    )


def _checker() -> str:
    rules = (*check.OF_PARTS, check_media, neighbours.neighbours, neighbours.warn_of_slips, *check.OF_THE_WHOLE)
    said: dict[str, list[str]] = {"It is an error, unless:": [], "It is a warning, unless:": []}
    errors, warnings = said.values()
    for rule in rules:
        (warnings if rule.__name__.startswith("warn") else errors).append(cleandoc(rule.__doc__ or ""))
    return prose(check) + "".join(
        f"\n\n{title}\n\n" + "\n".join(f"- {one}" for one in listed) for title, listed in said.items()
    )


SECTIONS: tuple[tuple[int, str, Callable[[], str]], ...] = (
    (2, "The file", _model(schema.FunnelFile)),
    (3, "Ways in", _model(schema.Entrance)),
    (3, "Stages", _model(schema.Stage)),
    (3, "Products", _model(products.Product)),
    (3, "Promo codes", _model(promo.Promo)),
    (3, "Shipping", _model(shipping.ShippingOption)),
    (3, "Receipts", _model(receipts.Receipt)),
    (3, "Delivery", _model(delivery.Delivery)),
    (3, "Invite", _model(delivery.Invite)),
    (3, "A system of your own", _model(delivery.GoodsCall)),
    (3, "Menu", _model(menu.MenuEntry)),
    (3, "Fallback", _model(menu.Fallback)),
    (2, "Steps", _steps),
    *((3, verb, _verb(verb)) for verb in VERBS),
    (
        2,
        "Follow-ups and waiting",
        lambda: f"{prose(waiting)}\n\n{keys_table(waiting.Waiting)}\n{_part(content.FollowUp)}",
    ),
    (2, "Media", lambda: f"{prose(content)}\n\n{keys_table(content.Attachment)}"),
    (
        2,
        "Buttons",
        lambda: f"{prose(button)}\n\n{keys_table(buttons.HasButtons)}\n{_part(button.ButtonSpec)}",
    ),
    (2, "Kinds of answers", _answers),
    (2, "Texts", _texts),
    (2, "Conditions", lambda: prose(conditions)),
    (2, "Durations", lambda: prose(durations)),
    (2, "Moments", lambda: prose(moment_words)),
    (2, "Prices", lambda: prose(money)),
    (2, "Sending hours", lambda: prose(hours)),
    (2, "Keywords", lambda: prose(keywords)),
    (2, "What the checker says", _checker),
    (2, "Dialogues", lambda: f"{prose(lines)}\n\n{prose(player)}\n\n{keys_table(lines.Dialogue)}"),
    (3, "Lines of a dialogue", lambda: "\n".join(map(_part, (lines.Line, lines.Reply, lines.Happening)))),
    (3, "What is expected", lambda: keys_table(lines.Expected)),
)


if __name__ == "__main__":
    sys.stdout.write(reference())
