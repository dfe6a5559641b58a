"""A channel or a group as scripts name it."""

import re
from typing import Annotated

from pydantic import BeforeValidator

from funnels.definition.explain import wrong

_CHANNEL = re.compile(r"@[A-Za-z]\w{3,31}|-\d{5,19}")


def _channel(value: object) -> object:
    text = str(value)
    if isinstance(value, str | int) and not isinstance(value, bool) and _CHANNEL.fullmatch(text):
        return text
    raise wrong(f"`{value}` is no channel", 'write its name in quotes, "@my_channel", or its number: -1001234567890')


Channel = Annotated[str, BeforeValidator(_channel, json_schema_input_type=str | int)]
"""`@name`, or the number Telegram has for it, as text."""
