"""An input of a journey as it is kept where it was set aside."""

from typing import get_args

from msgspec import Raw
from msgspec.json import decode, encode

from funnels.engine.inputs import Input

_KINDS = {kind.__name__: kind for kind in get_args(Input)}


def to_json(input_: Input) -> str:
    """Its kind and what it says."""
    return encode((type(input_).__name__, input_)).decode()


def from_json(text: str) -> Input:
    """The input; raises KeyError or msgspec's errors for one this release does not know."""
    name, said = decode(text, type=tuple[str, Raw])
    found: Input = decode(said, type=_KINDS[name])
    return found
