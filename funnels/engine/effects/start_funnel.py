"""A funnel that begins another."""

from msgspec import Struct


class StartFunnel(Struct, frozen=True, kw_only=True):
    """Begin another funnel for this person; `receive` does it, after this journey has come to rest."""

    funnel: str
