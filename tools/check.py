"""`python -m tools.check`: every rule, all of its breaches at once, exit status 1 if there is any."""

import sys
from collections.abc import Callable, Iterator

from tools import docs, environment, exported, figures, maps, purity, reference, schema, sizes

RULES: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
    ("file sizes", sizes.breaches),
    ("time is an argument", purity.breaches),
    (".env.example", environment.breaches),
    ("schemas for editors", schema.breaches),
    ("docs/script-reference.md", reference.breaches),
    ("docs/figures.md", figures.breaches),
    ("docs/export.md", exported.breaches),
    ("docs/pictures", maps.breaches),
    ("documentation", docs.breaches),
)


def main() -> int:
    """Print each breach with its rule."""
    found = [f"{rule}: {breach}" for rule, breaches in RULES for breach in breaches()]
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.stdout.write(f"{len(RULES)} rules of the project: {len(found) or 'no'} breaches\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
