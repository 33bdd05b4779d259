"""How long something takes, on the machine that our limits were set on.

Machines differ, and one machine from hour to hour, so a limit in milliseconds is held against a yardstick: the same plain
work, timed beside what is measured.
"""

import time
from collections.abc import Callable
from typing import Any

_YARDSTICK = 16.0
"""What the yardstick took there, in milliseconds of processor time."""


def milliseconds(work: Callable[[], Any], *, times: int = 3) -> float:
    """The processor time that `work` takes there: of the fastest of several runs, each beside the yardstick."""
    return min(_timed(work) / _timed(_plain_work) * _YARDSTICK for _ in range(times))


def _timed(work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _plain_work() -> None:
    words: dict[str, list[str]] = {}
    for number in range(60_000):
        word = f"{number % 977}-{number}"
        words.setdefault(word[:3], []).append(word)
    sorted(words.items(), key=lambda entry: (len(entry[1]), entry[0]))
