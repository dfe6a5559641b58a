"""What is worth an alert at once: a stage that broke, a step whose messages do not arrive.

An alert must hardly ever be wrong, and it is looked for every day at every stage: it takes 99.9 % confidence. It is
over when the figure is back where it usually is, by the usual 95 %.
"""

from funnels.analytics.interval import difference, wilson
from funnels.analytics.judgement import FEWEST, Count
from funnels.analytics.ratio import ratio

SURE = 0.999
FEWEST_FAILED = 3
TOLERATED = 0.05
"""A part of the messages that may always fail."""


def fell(before: Count, now: Count) -> bool:
    """Whether a conversion is below what it was, each (passed, reached); never of too few people."""
    return now[1] >= FEWEST and difference(before, now, SURE).high < 0


def recovered(before: Count, now: Count) -> bool:
    """Whether a conversion that fell is back within chance of what it was."""
    return now[1] >= FEWEST and difference(before, now).high >= 0


def fails(before: Count, now: Count) -> bool:
    """Whether messages of a step fail more than they surely did before, each (failed, sent)."""
    usual = wilson(*before, SURE).low
    return now[0] >= FEWEST_FAILED and wilson(*now, SURE).low > max(usual, TOLERATED)


def arrives(before: Count, now: Count) -> bool:
    """Whether the messages of a step that failed arrive again; of none that were sent nothing is known."""
    share = ratio(*now)
    return share is not None and share <= max(ratio(*before) or 0.0, TOLERATED)
