"""`publish_due`: what is scheduled and due becomes public; with `--every`, again and again until SIGTERM."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from events.editorial.scheduling import Outcome, publish_due
from events.management.publishing_due import publish_until


class Command(BaseCommand):
    help = "Publish what is scheduled and due. Any number of these may run at once; each publication happens once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="look again and again, until SIGTERM")

    def handle(self, *args: Any, every: float | None = None, **options: Any) -> None:
        if every is None:
            for outcome in publish_due():
                self.tell(outcome)
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        publish_until(stop, every=every, tell=self.tell)

    def tell(self, outcome: Outcome) -> None:
        if outcome.failed:
            self.stderr.write(f"{outcome.record.kind}/{outcome.record.slug}: {outcome.failed}")
        else:
            self.stdout.write(f"{outcome.record.kind}/{outcome.record.slug}: published")
