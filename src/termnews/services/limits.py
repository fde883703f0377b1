"""Limits that a parser process puts on itself: processor time and memory, by the means each system has."""

from __future__ import annotations

import ctypes
import importlib
import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar, Final

TOO_LARGE: Final = 86
"""Exit status of a process that its own watchdog ended for its memory."""
_LOOK_EVERY: Final = 0.2
_PROGRAM_PEAK: Final = Path("/proc/self/status")


def limit_memory(size: int) -> None:
    """Keep this process under `size` bytes: the system refuses more, or a watchdog ends the process."""
    resource = _resource()
    if resource is not None and sys.platform == "linux":
        # Private memory, not address space: libraries map far more than they use.
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
        return
    threading.Thread(target=_watch, args=(size,), name="memory-watchdog", daemon=True).start()


def limit_time(seconds: int) -> None:
    """Let this process use at most about `seconds` more of processor time; the system then ends it.

    Where there is no such limit, the wall clock of the other side holds alone.
    """
    resource = _resource()
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def memory_used() -> int:
    """Most bytes that this process ever held in memory; 0 where the system does not say.

    On Linux the kernel's own figure for the running program: `ru_maxrss` starts at the peak of whoever started it
    (getrusage(2)), so that every child of a large reader would look large from its first document.
    """
    with suppress(OSError, ValueError, IndexError):
        return int(_PROGRAM_PEAK.read_bytes().partition(b"VmHWM:")[2].split()[0]) * 1024
    resource = _resource()
    if resource is None:
        return _windows_peak()
    peak = int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return peak if sys.platform == "darwin" else peak * 1024


def _resource() -> Any:
    """The POSIX module of limits, None where there is none."""
    try:
        return importlib.import_module("resource")
    except ModuleNotFoundError:
        return None


def _watch(size: int) -> None:
    while memory_used() <= size:
        time.sleep(_LOOK_EVERY)
    os._exit(TOO_LARGE)


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of the Windows API."""

    _fields_: ClassVar = [
        ("size", ctypes.c_uint32),
        ("page_faults", ctypes.c_uint32),
        ("peak", ctypes.c_size_t),
        ("rest", ctypes.c_size_t * 7),
    ]


def _windows_peak() -> int:
    if sys.platform != "win32":
        return 0
    counters = _Counters(size=ctypes.sizeof(_Counters))
    this_process = ctypes.c_void_p(-1)
    answered = ctypes.windll.psapi.GetProcessMemoryInfo(this_process, ctypes.byref(counters), counters.size)
    return int(counters.peak) if answered else 0
