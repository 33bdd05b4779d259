"""`restore`: a backup into an empty database and an empty folder."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from events.backups.refusals import Refused
from events.backups.restoring import restore


class Command(BaseCommand):
    help = (
        "Put a backup into an empty database and an empty folder of pictures, those of DATABASE_URL and MEDIA_ROOT; "
        "nothing that is there is ever written over. The whole archive is checked first, one of an older version is "
        "brought up to this one, and everyone has to log in again. Afterwards the search index and the sizes of "
        "pictures are made, and /readyz says ok."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="an archive that `backup` wrote")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            manifest = restore(file)
        except Refused as refused:
            raise CommandError(f"Nothing was restored. {refused}") from refused
        call_command("make_renditions", stdout=self.stdout, stderr=self.stderr)
        rows = sum(member.rows or 0 for member in manifest.members)
        self.stdout.write(f"Restored as it was on {manifest.made}: {rows:,} rows.")
