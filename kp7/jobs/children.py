"""Processes that must not outlive the one that started them."""

import ctypes
import os
import signal

PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int, by: signal.Signals = signal.SIGKILL) -> None:
    """Let the kernel end this process when the one that started it, `parent`, ends in any way.

    Called by the child as its first act. The kernel looks at the *thread* that started it: one
    that goes on working for as long as its child does.
    """
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(by), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) was refused")
    if os.getppid() != parent:  # it ended before we asked
        os.kill(os.getpid(), by)
