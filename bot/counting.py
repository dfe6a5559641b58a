"""The figures of the reports hold what there is before anybody asks for them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import structlog

from funnels.engine.catalogue import Catalogue
from storage.database import Database
from storage.recount.recount import catch_up
from storage.slices import Counting

log = structlog.get_logger()


def counting_in(timezone: str, catalogue: Catalogue) -> Counting:
    """By days of this zone, with these scripts."""
    return Counting(zone=ZoneInfo(timezone), catalogue=catalogue)


async def count_what_is_stale(database: Database, counting: Counting, now: datetime) -> None:
    """Count what was never counted, or in days of another time zone than that of the settings."""
    told: set[str] = set()

    def tell(what: str, _done: float) -> None:
        if what not in told:
            told.add(what)
            log.info("figures are counted anew", what=what, time_zone=str(counting.zone))

    await catch_up(database, counting, now, tell)
