"""Money divided among people or orders, in minor units: the one place that rounds it."""


def average(amount: int, count: int) -> int | None:
    """`amount / count` to the nearest minor unit, halves up; None where there is nobody to divide it among."""
    return (2 * amount + count) // (2 * count) if count else None
