"""A process that runs for months keeps the size it has after its first minutes.

Python returns what it no longer uses to the C library. glibc gives each thread a heap of its own, and keeps larger and
larger blocks in them once some were freed: with time most of the heaps is holes (docs/decisions/0047-one-heap.md).
"""

import ctypes
import gc

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Of mallopt(3)."""

_LARGE = 128 * 1024
"""Bytes. Blocks as large as this go back to the system when they are freed, also after large ones have been freed."""

_SPARE = 4 * 1024 * 1024
"""Bytes the end of the heap may keep, so that it need not grow again the next moment."""


def keep_one_heap() -> None:
    """To be called before there are threads; does nothing where the C library is another than glibc."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        for option, value in ((_ARENA_MAX, 1), (_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, _SPARE)):
            mallopt(option, value)


def settle() -> None:
    """What has been loaded stays: Python's collector need not walk it again, which holds up everything else."""
    gc.collect()
    gc.freeze()
