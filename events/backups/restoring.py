"""Putting a backup back into a place where nothing is. Below all verbs: it brings the journal itself."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, DataError, IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from events.backups.archive import Archive, Damaged, Manifest, opened
from events.backups.pictures import expect_room, path_of, store
from events.backups.refusals import Refused, refused_by_the_system
from events.backups.tables import MADE_BY_MIGRATE, Table, columns, count_on, put, tables

_EMPTY_ONE = "name an empty database in DATABASE_URL or an empty folder in LOCAL_DIR"

Migrations = set[tuple[str, str]]


def restore(file: Path) -> Manifest:
    """Bring an empty database and an empty folder of pictures to what the archive holds, and then to this version of
    the code. Raises Refused, and has then changed nothing, but that empty tables may have been made.

    Everything is looked at before anything is written, and all rows are written in one transaction. Renditions of
    pictures are not made.
    """
    with opened(file) as archive:
        executor = MigrationExecutor(connection)
        state = _state(executor, archive.manifest)
        _expect_same_columns(archive, state)
        is_new = _is_new(executor, archive.manifest, state)
        expect_room(archive.files)
        archive.check()
        with _the_databases_words():
            if is_new:
                executor.migrate(_newest(executor, archive.manifest))
            _bring(archive, state)
    ContentType.objects.clear_cache()
    # To this version, with its permissions; where there is no search index, that makes it too.
    call_command("migrate", verbosity=0, interactive=False)
    return archive.manifest


@contextmanager
def _the_databases_words() -> Iterator[None]:
    try:
        yield
    except (IntegrityError, DataError, ValidationError, ValueError, TypeError) as error:
        raise Damaged(f"the database refuses what is in it ({error})") from error
    except DatabaseError as error:
        raise Refused(
            f"The database could not be written ({error})", "mend that, and try again with an empty one"
        ) from error


def _bring(archive: Archive, state: dict[str, Table]) -> None:
    stored: list[Path] = []
    try:
        with transaction.atomic():
            _bring_rows(archive, state)
            for name in archive.files:
                if store(name, archive.chunks(name)):
                    stored.append(path_of(name))
    except BaseException as error:
        for path in stored:
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise refused_by_the_system(error, path_of("")) from error
        raise


def _bring_rows(archive: Archive, state: dict[str, Table]) -> None:
    for name in MADE_BY_MIGRATE:
        if name in state:
            state[name]._base_manager.all().delete()
    for name, names in archive.columns.items():
        put(state[name], names, archive.rows(name))
    _raise_content_version(state["events.contentversion"])
    connection.check_constraints()
    count_on(state.values())


def _raise_content_version(table: Any) -> None:
    """Beyond any that the site had after the backup, and kept pages for: no site changes a thousand times a second."""
    found = table._base_manager.filter(pk=1).first()
    number = max(time.time_ns() // 1_000_000, found.number + 1 if found else 0)
    table._base_manager.update_or_create(pk=1, defaults={"number": number})


def _state(executor: MigrationExecutor, manifest: Manifest) -> dict[str, Table]:
    """The tables as they were when the archive was made."""
    if "events" not in manifest.migrations:
        raise Damaged("it holds none of our tables")
    unknown = _held(manifest) - {*executor.loader.graph.nodes}
    if unknown:
        what = f"The archive is of a newer version, {manifest.app}: this one doesn’t know {'.'.join(min(unknown))}"
        raise Refused(what, "restore it with that version of the code, or a newer one")
    state = executor.loader.project_state(_newest(executor, manifest))
    return tables(state.apps)


def _held(manifest: Manifest) -> Migrations:
    return {(app, name) for app, names in manifest.migrations.items() for name in names}


def _newest(executor: MigrationExecutor, manifest: Manifest) -> list[tuple[str, str]]:
    held = _held(manifest)
    return sorted(
        one for one in held if not {child.key for child in executor.loader.graph.node_map[one].children} & held
    )


def _expect_same_columns(archive: Archive, state: dict[str, Table]) -> None:
    expected = {name: sorted(field.attname for field in columns(table)) for name, table in state.items()}
    if {name: sorted(names) for name, names in archive.columns.items()} != expected:
        raise Damaged("its tables are not those of its migrations")


def _is_new(executor: MigrationExecutor, manifest: Manifest, state: dict[str, Table]) -> bool:
    """Whether there are no tables yet. Raises Refused where there are any with something in them."""
    if not connection.introspection.table_names():
        return True
    if {*MigrationRecorder(connection).applied_migrations()} != _held(manifest):
        raise Refused("The database has tables, and not as they were when the archive was made", _EMPTY_ONE)
    full = [name for name, table in state.items() if name not in MADE_BY_MIGRATE and table._base_manager.exists()]
    if full:
        raise Refused(f"The database is not empty: it has rows in {', '.join(full[:3])}", _EMPTY_ONE)
    return False
