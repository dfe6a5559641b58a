"""Whose effect it is."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Cause:
    """The subscriber and the journey an effect belongs to; without a journey its funnel is empty."""

    subscriber_id: int
    journey_id: int | None = None
    funnel: str = ""
    version: int = 0
    run: int = 0
    started_at: datetime | None = None
    """When the journey started (UTC)."""
