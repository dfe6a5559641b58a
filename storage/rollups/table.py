"""Every rollup there is."""

from storage.rollups.money_days import MONEY_DAYS
from storage.rollups.of_journeys import JourneyRollup
from storage.rollups.rollup import Rollup
from storage.rollups.stage_days import STAGE_DAYS
from storage.rollups.stage_lengths import STAGE_LENGTHS
from storage.rollups.step_days import STEP_DAYS

OF_JOURNEYS: tuple[JourneyRollup, ...] = (STAGE_DAYS, STAGE_LENGTHS)
"""In the order in which a commit adds to them."""

ROLLUPS: tuple[Rollup, ...] = (*OF_JOURNEYS, MONEY_DAYS, STEP_DAYS)
"""All that can be counted anew."""
