"""`make bench`: run the measurements, print their ratios; `BENCH="--record"` adds them to bench/results.md."""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench import (
    checking,
    engine,
    interaction,
    memory,
    outgoing,
    paid,
    pictures,
    reports,
    restart,
    simulation,
    stats,
    timers,
)
from bench.result import Result

BENCHES: dict[str, Callable[[], list[Result]]] = {
    "checking": checking.measure,
    "interaction": interaction.measure,
    "usual": interaction.measure_usual,
    "timers": timers.measure,
    "restart": restart.measure,
    "outgoing": outgoing.measure,
    "paid": paid.measure,
    "memory": memory.measure,
    "engine": engine.measure,
    "simulation": simulation.measure,
    "pictures": pictures.measure,
    "stats": stats.measure,
    "reports": reports.measure,
}

HISTORY = Path("bench/results.md")


def main() -> int:
    """Run what is asked for, or everything."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"which of {', '.join(BENCHES)} (default: all)")
    parser.add_argument("--record", action="store_true", help=f"add the figures to {HISTORY}")
    options = parser.parse_args()
    if unknown := set(options.names) - set(BENCHES):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are: {', '.join(BENCHES)}")
    results = [result for name, bench in BENCHES.items() if name in (options.names or BENCHES) for result in bench()]
    for result in results:
        print(result.line())
    if options.record:
        with HISTORY.open("a", encoding="utf-8") as history:
            history.writelines(f"{result.row(datetime.now(UTC).date())}\n" for result in results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
