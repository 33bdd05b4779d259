"""Making a backup: everything that can't be made again, as it was at one moment, in one file."""

import os
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from events.backups.archive import Manifest, writing
from events.backups.moment import one_moment
from events.backups.pictures import kept_files, path_of
from events.backups.refusals import Refused, refused_by_the_system
from events.backups.tables import LEFT_OUT, columns, lines, tables


def usual_name() -> str:
    return f"twin-cities-{timezone.now():%Y-%m-%dT%H%M%SZ}.zip"


def back_up(file: Path) -> Manifest:
    """Write an archive that holds the database and its pictures while others read and write. Raises Refused.

    The file appears whole or not at all, and only its owner may read it: it holds addresses and password hashes.
    """
    if file.exists():
        raise Refused(f"{file} is there already", "name another file, for none is written over")
    with _appearing_whole(file) as out, one_moment(), writing(out) as archive:
        migrations = _migrations()
        for name, table in tables().items():
            # A disk that is full in the middle leaves no query open.
            with closing(lines(table)) as rows:
                archive.add_table(name, [field.attname for field in columns(table)], rows)
        kept, missing = kept_files()
        for name in kept:
            archive.add_file(name, path_of(name))
        return archive.add_manifest(
            made=timezone.now().isoformat(timespec="seconds"),
            app=_version(),
            database=connection.vendor,
            migrations=migrations,
            left_out=LEFT_OUT,
            missing=missing,
        )


@contextmanager
def _appearing_whole(file: Path) -> Iterator[IO[bytes]]:
    draft = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        draft.rename(file)
        _keep_name(file.parent)
    except OSError as error:
        # Ours to name is the file that was asked for.
        named = file if error.filename in (None, str(draft), draft) else error.filename
        raise refused_by_the_system(OSError(error.errno, error.strerror, str(named)), file) from error
    finally:
        draft.unlink(missing_ok=True)


def _keep_name(folder: Path) -> None:
    """A file that was renamed is there after a power cut only when its folder was written too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _migrations() -> dict[str, list[str]]:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused("The database is of another version than the code", "run `manage.py migrate` first")
    found: dict[str, list[str]] = {}
    # Those of an app that was taken out stay in the database's list.
    for app, name in sorted({*executor.loader.applied_migrations} & {*executor.loader.graph.nodes}):
        found.setdefault(app, []).append(name)
    return found


def _version() -> str:
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])
