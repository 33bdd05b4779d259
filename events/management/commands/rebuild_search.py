"""`rebuild_search`: the search index anew, from what is published, while the site serves."""

from typing import Any

from django.core.management.base import BaseCommand

from events.editorial.indexing import rebuild

_WIDTH = 40


class Command(BaseCommand):
    help = "Make the search index anew from what is published. Readers find everything all the while."

    def handle(self, *args: Any, **options: Any) -> None:
        held = rebuild(self._tell)
        self.stdout.write(f"The search index holds {held:,} records and sources.")

    def _tell(self, done: int, total: int) -> None:
        # A bar is for people; a log has the last line.
        if self.stdout.isatty():
            bar = "#" * (done * _WIDTH // total)
            self.stdout.write(f"\r[{bar:<{_WIDTH}}] {done:,} of {total:,}", ending="\n" if done == total else "")
            self.stdout.flush()
