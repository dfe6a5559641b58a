"""Files stay small: median at most 80 lines, 95th percentile at most 300, none above 400."""

import statistics
from collections.abc import Iterator
from pathlib import Path

FOLDERS = ("bot", "funnels", "storage", "tests", "bench", "tools")
MEDIAN, PERCENTILE_95, MOST = 80, 300, 400


def breaches() -> Iterator[str]:
    """Over every Python file; an `__init__.py` does not count towards the median, it would only flatter it."""
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in _files()}
    for path, size in sizes.items():
        if size > MOST:
            yield f"{path} has {size} lines, the most is {MOST}: split it"
    counted = sorted(size for path, size in sizes.items() if size and path.name != "__init__.py")
    median = statistics.median(counted)
    if median > MEDIAN:
        yield f"the median file has {median:.0f} lines, it should be at most {MEDIAN}"
    percentile = counted[int(len(counted) * 0.95)]
    if percentile > PERCENTILE_95:
        yield f"5 % of the files have more than {percentile} lines, it should be {PERCENTILE_95}"


def _files() -> Iterator[Path]:
    return (path for folder in FOLDERS for path in sorted(Path(folder).rglob("*.py")))
