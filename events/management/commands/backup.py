"""`backup`: the whole record in one file, while the site serves and editors write."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from events.backups.making import back_up, usual_name
from events.backups.refusals import Refused


class Command(BaseCommand):
    help = (
        "Write the database and the pictures, as they are at one moment, into one ZIP file, while the site serves and "
        "editors write. The file appears whole or not at all, holds password hashes, and goes into SQLite and "
        "PostgreSQL alike with `restore`. Not in it: the secret key, who is logged in, and what can be made again "
        "(the search index, sizes of pictures)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            metavar="FILE",
            help="the archive to write, or a folder for one that is named for the moment; backups in LOCAL_DIR when "
            "none is named. No file is written over",
        )

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        try:
            file = _named(file)
            manifest = back_up(file)
        except Refused as refused:
            raise CommandError(f"No backup was made. {refused}") from refused
        for name in manifest.missing:
            self.stderr.write(f"{name}: a picture that the record names is missing, and is not in the backup")
        rows = sum(member.rows or 0 for member in manifest.members)
        files = sum(member.rows is None for member in manifest.members)
        size = file.stat().st_size
        self.stdout.write(f"{file}: {rows:,} rows and {files:,} files in {size:,} bytes.")


def _named(file: Path | None) -> Path:
    if file is None:
        file = Path(settings.LOCAL_DIR) / "backups"
        file.mkdir(mode=0o700, exist_ok=True)
    return file / usual_name() if file.is_dir() else file
