"""An entry of the menu has a name of its own, and a button that shows one names one there is."""

from funnels.definition.compile import button_locs
from funnels.definition.report import Report
from funnels.definition.script import Script
from funnels.definition.suggest import closest


def check_menu(script: Script, report: Report) -> None:
    """Every name in the menu is given once, and every `menu:` leads to one."""
    names: set[str] = set()
    for place in script.menu:
        for key in ("id", "command"):
            name = getattr(place.step, key)
            if name in names:
                report((*place.loc, key), f"there are two entries `{name}` in the menu", "give one another name")
            elif name:
                names.add(name)
    for place in script.everywhere:
        for spec, loc in button_locs(place.step):
            if spec.menu and spec.menu not in names:
                guess = closest(spec.menu, names)
                hint = f"did you mean `{guess}`?" if guess else "add it under menu:, with command: or id:"
                report((*place.loc, *loc, "menu"), f"the menu has no entry `{spec.menu}`", hint, missing=spec.menu)
