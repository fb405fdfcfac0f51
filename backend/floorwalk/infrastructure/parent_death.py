"""A process that ends when its parent does, also when the parent is killed outright.

Linux only; elsewhere nothing happens, and a killed launcher leaves its children to be stopped by hand.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1  # from <linux/prctl.h>


def die_with_parent(parent_pid: int | None = None, signal_number: int = signal.SIGKILL) -> None:
    """Asks the kernel to send this process a signal when the thread that forked it ends.

    `parent_pid`, where the caller knows it, closes the gap between the fork and this call: a parent that is gone
    already is noticed here.
    """
    prepared_for(os.getppid() if parent_pid is None else parent_pid, signal_number)()


def prepared_for(parent_pid: int, signal_number: int) -> Callable[[], None]:
    """The same as a function for `subprocess`'s `preexec_fn`: everything is looked up before the fork.

    It must run after the user id was changed, because the kernel forgets the wish on such a change; `subprocess`
    keeps that order.
    """
    if sys.platform != "linux":
        return lambda: None
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, int(signal_number), 0, 0, 0)
        if os.getppid() != parent_pid:
            os._exit(1)

    return ask
