"""Looking for what is due, again and again, until asked to stop."""

import logging
import threading
from collections.abc import Callable
from functools import partial

from django.db import connections

from events.editorial.scheduling import Outcome, publish_due

_log = logging.getLogger(__name__)


def publish_until(
    stop: threading.Event, *, every: float, tell: Callable[[Outcome], object] = lambda outcome: None
) -> None:
    """Publish what is due, every so many seconds, until `stop` is set; what was begun by then is ended.

    Whatever goes wrong, it looks again: a database that is away for an hour delays what is due by an hour. No connection
    is kept in between.
    """
    while not stop.is_set():
        try:
            for outcome in publish_due():
                tell(outcome)
        except Exception:
            _log.exception("What is due could not be looked for.")
        finally:
            connections.close_all()
        stop.wait(every)


def publish_in_the_background(every: float) -> threading.Event:
    """`publish_until` beside whatever else this process does, which doesn't wait for it; set what is given to stop it.

    A process that ends in the middle of a publication leaves it undone, and to the next.
    """
    stop = threading.Event()
    threading.Thread(target=partial(publish_until, stop, every=every), name="publish_due", daemon=True).start()
    return stop
