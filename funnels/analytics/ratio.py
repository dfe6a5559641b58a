"""A share of nothing is undefined, not zero: this is the one place that divides two counts."""


def ratio(part: float, whole: float) -> float | None:
    """Return `part / whole` unrounded, or None where `whole` is 0 and the share has no meaning."""
    return part / whole if whole else None
