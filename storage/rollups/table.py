"""Every rollup there is."""

from storage.rollups.credit_days import CREDIT_DAYS
from storage.rollups.mark_days import MARK_DAYS
from storage.rollups.mark_lengths import MARK_LENGTHS
from storage.rollups.money_cohorts import MONEY_COHORTS
from storage.rollups.money_days import MONEY_DAYS
from storage.rollups.of_journeys import JourneyRollup
from storage.rollups.of_marks import MarkRollup
from storage.rollups.of_money import MoneyRollup
from storage.rollups.repeat_days import REPEAT_DAYS
from storage.rollups.rollup import Rollup
from storage.rollups.sold_days import SOLD_DAYS
from storage.rollups.stage_cohorts import STAGE_COHORTS
from storage.rollups.stage_days import STAGE_DAYS
from storage.rollups.stage_lengths import STAGE_LENGTHS
from storage.rollups.step_days import STEP_DAYS
from storage.rollups.variant_days import VARIANT_DAYS
from storage.rollups.variant_sales import VARIANT_SALES

OF_JOURNEYS: tuple[JourneyRollup, ...] = (STAGE_DAYS, STAGE_LENGTHS, STAGE_COHORTS, VARIANT_DAYS)
OF_MONEY: tuple[MoneyRollup, ...] = (MONEY_DAYS, SOLD_DAYS, REPEAT_DAYS, MONEY_COHORTS, VARIANT_SALES, CREDIT_DAYS)
OF_MARKS: tuple[MarkRollup, ...] = (MARK_DAYS, MARK_LENGTHS)
"""Each in the order in which a commit adds to them."""

ROLLUPS: tuple[Rollup, ...] = (*OF_JOURNEYS, *OF_MONEY, *OF_MARKS, STEP_DAYS)
"""All that can be counted anew."""
