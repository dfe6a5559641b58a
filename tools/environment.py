"""`.env.example` has every setting, in the order of the code, with its description and its default."""

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings

EXAMPLE = Path(".env.example")
_LINE = re.compile(r"^([A-Z_]+)=(.*)$")


def breaches() -> Iterator[str]:
    """Compared setting by setting."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    shown = [
        (match[1], match[2], lines[number - 1]) for number, line in enumerate(lines) if (match := _LINE.match(line))
    ]
    known = {name.upper(): field for name, field in Settings.model_fields.items()}
    if [name for name, _, _ in shown] != list(known):
        yield f"it must name exactly {', '.join(known)}, in this order"
    for name, value, comment in shown:
        if (field := known.get(name)) is None:
            continue
        if comment != f"# {field.description}":
            yield f"the line above {name} must be: # {field.description}"
        if value != (default := _shown(field.default)):
            yield f"{name} shows `{value}`, its default is `{default}`"


def _shown(default: object) -> str:
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    if isinstance(default, tuple):
        return ",".join(map(str, default))
    if isinstance(default, bool):
        return str(default).lower()
    return "" if default is None else str(default).rstrip("/")
