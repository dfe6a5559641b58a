"""What steps, buttons and products are called where somebody is told of them: the script's own words."""

from collections.abc import Iterable

from funnels.analytics.messages import labels_of
from funnels.definition.script import END, FINISH, Script
from funnels.definition.sketch import sketch
from funnels.definition.text import Text
from funnels.definition.visible import clip

NAME = 48
"""Characters of a name in a line."""


class Names:
    """The words of one version of a script."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._labels = labels_of(script)
        self._places = {place.key: place for place in script.everywhere}

    def step(self, key: str) -> str:
        """The first words of a step or of its follow-up; a key the script does not know stands for itself."""
        label = self._labels.get(key)
        place = self._places.get(key.partition("#")[0])
        if not label and place:
            said = getattr(place.step, "text", None)
            caption = place.step.caption(self._script).partition("\n")[0]
            label = sketch(said, self._script.language) if isinstance(said, Text) else caption
        return clip(label or key, NAME)

    def target(self, key: str) -> str:
        """What an exit leads to; empty for the end of the walk."""
        return "" if key in (FINISH, END) else self.step(key)

    def stage(self, name: str) -> str:
        """The title of a stage, or its name where it has none."""
        title = next((stage.title for stage in self._script.stages if stage.stage == name), "")
        return clip(title or name, NAME)

    def product(self, name: str) -> str:
        """The title of a product of the script."""
        product = self._script.products.get(name)
        return clip(sketch(product.title, self._script.language) if product else name, NAME)

    def products(self, names: Iterable[str]) -> tuple[str, ...]:
        """The titles of several."""
        return tuple(self.product(name) for name in names)

    def button(self, key: str, code: str) -> str:
        """The words on a button of a step; empty for one that is not the script's."""
        rows = self._script.keyboards[key].rows if key in self._script.keyboards else ()
        text = next((button.text for row in rows for button in row if button.code == code), "")
        return clip(sketch(text, self._script.language), NAME)

    def buttons(self, key: str) -> tuple[str, ...]:
        """The words on those buttons of a step that lead on."""
        labels = [sketch(text, self._script.language) for text, exit_ in self._places[key].step.labels() if exit_]
        return tuple(clip(label, NAME) for label in labels)

    def parts(self, key: str, numbers: Iterable[int]) -> tuple[str, ...]:
        """The first words of several follow-ups of a step."""
        return tuple(self.step(f"{key}#{number}") for number in numbers)
