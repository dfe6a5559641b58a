"""Chaos: a crowd walks the flagship twice, once in peace and once under every fault, and both walks must agree.

`walk.py` plays a walk: one bot in a process of its own, one Telegram, one clock that stands while anything happens.
`compare.py` says where two walks differ. `docs/decisions/0044-chaos.md` has why the comparison can be exact.
"""
