"""``import_seeds``: the seed files into the database."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DataError, IntegrityError

import events
from events.importer.seeds.importing import Import, import_seeds
from events.importer.seeds.problems import Problems
from events.importer.seeds.reporting import notices, table
from events.importer.seeds.verdicts import Outcome

SEEDS = Path(events.__file__).parent.parent / "seeds"


class Command(BaseCommand):
    help = """Bring the database to what the seed files say, and publish it.

Everything is checked first; while anything is wrong, all problems are listed, nothing is written, and the
exit code is 1. Then everything is written in one transaction. A second run changes nothing.

A record that an editor changed since the last import is never overwritten: if its entry changed too, it is
listed as a conflict with both values. Conflicts and refusals do not change the exit code, which is 0.
--draft publishes nothing and leaves alone, as conflicts, the entries whose update readers would see."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(prog_name, subcommand, formatter_class=_Help, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "path",
            nargs="?",
            type=Path,
            metavar="PATH",
            help="a folder laid out like seeds/, which is taken when none is named; never a single file, "
            "because entries refer to each other",
        )
        parser.add_argument("--dry-run", action="store_true", help="do everything, print the table, and take it back")
        parser.add_argument("--draft", action="store_true", help="write new records as drafts, publish nothing")

    def handle(self, *args: Any, path: Path | None, dry_run: bool, draft: bool, **options: Any) -> None:
        try:
            done = import_seeds(path or _default(), draft=draft, dry_run=dry_run, tell=self._tell)
        except Problems as found:
            count = len(found.problems)
            problems = "one problem" if count == 1 else f"{count} problems"
            raise CommandError(f"{problems} in the seed files; nothing was written.\n{found}") from None
        except (IntegrityError, DataError) as error:
            raise CommandError(f"The database refused a row; nothing was written. {error}") from error
        finally:
            self._tell("")
        for words in (table(done), notices(done), _summary(done, dry_run)):
            if words:
                self.stdout.write(words)

    def _tell(self, stage: str) -> None:
        """One line that is written over, for someone who watches; a log gets the table only."""
        if self.stderr.isatty():
            self.stderr.write(f"\r\033[K{stage}{' …' if stage else ''}", ending="")
            self.stderr.flush()


class _Help(RawDescriptionHelpFormatter):
    """The description as it is written, options in Django's order."""


def _default() -> Path:
    """The project's own seeds, named as someone who stands in the project would."""
    return SEEDS.relative_to(Path.cwd()) if SEEDS.is_relative_to(Path.cwd()) else SEEDS


def _summary(done: Import, dry_run: bool) -> str:
    conflicts = sum(verdict.outcome is Outcome.CONFLICT for verdict in done.verdicts)
    words = ["\nA dry run: nothing was written."] if dry_run else []
    words += [f"\nATTENTION: {conflicts} in conflict, see above."] if conflicts else []
    return "".join(words)
