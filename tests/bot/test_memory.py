"""The C library keeps one heap for all threads, whose holes go back to the system."""

import ctypes
import subprocess
import sys

import pytest

_THREADS_ALLOCATE = """
import ctypes, sys, threading
from bot.memory import keep_one_heap

libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
if sys.argv[1] == "kept":
    keep_one_heap()
everybody = threading.Barrier(6)


def allocate():
    libc.malloc(4000)
    everybody.wait()


threads = [threading.Thread(target=allocate) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
file = ctypes.c_void_p(libc.fopen(b"/dev/stdout", b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="the C library is not glibc")
@pytest.mark.parametrize(("how", "one"), [("kept", True), ("as it comes", False)])
def test_threads_share_one_heap(how: str, one: bool) -> None:
    command = [sys.executable, "-c", _THREADS_ALLOCATE, how]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert (told.count("<heap nr=") == 1) is one, told
