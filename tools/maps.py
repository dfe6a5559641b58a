"""The map of a funnel that the documents show is the one its script makes.

The text of it is compared; a picture's bytes may differ between machines.
"""

from collections.abc import Iterator
from pathlib import Path

from funnels.definition.load import load
from funnels.map.mermaid import mermaid
from funnels.map.reading import map_of

FILE = Path("docs/pictures/first-steps.mmd")
SCRIPT = Path("funnels/scripts/first-steps/funnel.yaml")


def breaches() -> Iterator[str]:
    """One, when the file is not what `voronka map` writes."""
    if not FILE.is_file() or FILE.read_text(encoding="utf-8") != mermaid(map_of(load(SCRIPT))):
        yield f"{FILE} differs from the script: run `make format`"
