"""Making a backup: everything that can't be made again, as it was at one moment, in one file."""

import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from events.backups.archive import Manifest, writing
from events.backups.moment import one_moment
from events.backups.pictures import kept_files, path_of
from events.backups.refusals import Refused, refused_by_the_system
from events.backups.tables import LEFT_OUT, columns, lines, tables
from events.backups.whole import PART, appearing_whole


def usual_name() -> str:
    return f"twin-cities-{timezone.now():%Y-%m-%dT%H%M%SZ}.zip"


def back_up(file: Path) -> Manifest:
    """Write an archive that holds the database and its pictures while others read and write. Raises Refused.

    The file appears whole or not at all, and only its owner may read it: it holds addresses and password hashes.
    """
    if file.exists():
        raise Refused(f"{file} is there already", "name another file, for none is written over")
    with _or_refused(file), appearing_whole(file, 0o600) as out, one_moment(), writing(out) as archive:
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
def _or_refused(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        # Ours to name is the file that was asked for.
        named = str(error.filename or PART)
        what = OSError(error.errno, error.strerror, str(file) if named.endswith(PART) else named)
        raise refused_by_the_system(what, file) from error


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
