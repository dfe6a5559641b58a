"""A small crowd in chaos, as `make chaos` plays it with a large one."""

from datetime import timedelta
from pathlib import Path

import pytest

from .play import Options, play
from .weather import Trouble

TROUBLES: dict[Trouble, int] = {"kill": 8, "full": 1, "locked": 1}
KINDS = {
    "kills",
    "disk full",
    "database locked",
    "dropped before execution",
    "dropped after execution",
    "429",
    "5xx",
    "slow",
    "update again",
    "done at once, arrived otherwise",
}


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_a_crowd_in_chaos_comes_to_what_it_comes_to_in_peace(way: str, tmp_path: Path) -> None:
    options = Options(
        people=40,
        seed=7,
        webhook=way == "webhook",
        days=10,
        arriving=timedelta(days=1),
        every_hours=12,
        troubles=TROUBLES,
    )
    urls = (f"sqlite:///{tmp_path}/peace/voronka.db", f"sqlite:///{tmp_path}/chaos/voronka.db")

    outcome = await play(options, urls, tmp_path, lambda _walk, _share: None)

    assert not outcome.verdict.disagreements, "\n".join(outcome.verdict.disagreements[:5])
    assert outcome.verdict.lost == 0
    assert outcome.verdict.doubled <= outcome.most_again
    assert outcome.messages > 300, "the crowd hardly walked"
    assert KINDS | ({"update not brought"} if options.webhook else set()) <= set(+outcome.met)
    assert outcome.met["kills"] >= TROUBLES["kill"]
