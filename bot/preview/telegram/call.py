"""One call of a Bot API method: its parameters as they came over HTTP, read with Telegram's own tolerance.

Forms carry everything as text and JSON bodies carry real types; both read the same here.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from .errors import bad_request

_TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that came in a multipart body, under the name that `attach://` refers to."""

    name: str
    content: bytes
    content_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    method: str
    params: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The parameter as text; empty when it is absent."""
        value = self.params.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | bool) else str(value)
        return value

    def required(self, name: str) -> str:
        text = self.text(name)
        if not text:
            raise bad_request(f'parameter "{name}" is required')
        return text

    def integer(self, name: str, default: int = 0) -> int:
        """The parameter as a number; what is no number counts as absent, as in Telegram."""
        text = self.text(name).strip()
        try:
            return int(text) if text else default
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in _TRUE

    def json(self, name: str, *, refused_as: str) -> Any:
        """The parameter as a JSON value, or None when absent. Broken JSON is refused with `refused_as`."""
        value = self.params.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(refused_as) from None
