"""A funnel that begins another."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class StartFunnel:
    """Begin another funnel for this person; `receive` does it, after this journey has come to rest."""

    funnel: str
