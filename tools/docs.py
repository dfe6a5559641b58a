"""The documents name what there is: every command, setting and owner's command; their links lead somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.__main__ import COMMANDS
from bot.admin import COMMANDS as OWNER_COMMANDS
from bot.settings import Settings

_LINK = re.compile(r"\[[^\]]*\]\(([^)#:\s]+)(?:#[^)]*)?\)")


def breaches() -> Iterator[str]:
    """What is missing, and links to files that are not there."""
    operating = Path("docs/operating.md").read_text(encoding="utf-8")
    wanted = (
        ("docs/operating.md", operating, [f"`voronka {name}" for name in COMMANDS]),
        ("docs/operating.md", operating, [f"`{name.upper()}`" for name in Settings.model_fields]),
        ("docs/operating.md", operating, [f"`/{name}" for name in OWNER_COMMANDS]),
    )
    for file, text, names in wanted:
        for name in names:
            if name not in text:
                yield f"{file} does not mention {name.strip('`')}"
    for page in (*Path().glob("*.md"), *Path("docs").rglob("*.md")):
        for target in _LINK.findall(page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                yield f"{page} links to {target}, which is not there"
