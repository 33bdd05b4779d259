"""Promise 10: a backup restores.

`backup` while editors write, `restore` into an empty place: every table has the checksum that it had at that moment. An
archive that is damaged, or was never ours, is refused before anything is touched.
"""

import errno
import io
import json
import os
import stat
import threading
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import override_settings

from events.backups import archive as archives
from events.backups import making, moment, pictures, restoring, tables
from events.backups import whole as whole_files
from events.editorial.content_version import raise_content_version
from events.editorial.permissions import grant_groups
from events.models import ContentVersion, Milestone, Picture, Record, Revision, SearchDocument
from events.search.state import is_whole
from tests import make
from tests.promises.checksums import checksums
from tests.promises.filled import fill, picture
from tests.promises.serving import database, environment_of, manage

# What is not in an archive, and why: who is logged in; what is made again; and what is raised on purpose.
NOT_THE_SAME = {"django_session", "events_searchdocument", "events_contentversion"}

LOOK = "import json; from tests.promises.test_a_backup_restores import look; print(json.dumps(look()))"


def look() -> dict[str, Any]:
    """What is asked of a database wherever it is."""
    return {
        "checksums": {name: found for name, found in checksums().items() if name not in NOT_THE_SAME},
        "files": {name: _checksum(name) for name in Picture.objects.order_by("file").values_list("file", flat=True)},
        "found": sorted(map(str, SearchDocument.objects.values_list("thing_id", flat=True))),
        "is_whole": is_whole(),
        "version": ContentVersion.objects.get().number,
    }


def looked(environment: dict[str, str]) -> dict[str, Any]:
    return json.loads(manage(environment, "shell", "-c", LOOK).splitlines()[-1])


def _checksum(name: str) -> str:
    with default_storage.open(name) as file:
        return sha256(file.read()).hexdigest()


def run(command: str, *words: Any, **options: Any) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(command, *map(str, words), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


# While editors write


@contextmanager
def editors(report: Any) -> Iterator[Callable[[], None]]:
    """Three people who save again and again; the function waits until each has saved once more."""
    stop, saved = threading.Event(), threading.Condition()
    someone = User.objects.get(username="someone")

    def illustrate() -> None:
        picture(report, "olive")
        raise_content_version()

    deeds: list[Callable[[int], Any]] = [
        lambda number: make.draft(Milestone.objects.get(slug="coming"), title_en=f"Words {number}", by=someone),
        lambda number: make.milestone(slug=f"new-{number}", cities=["shanghai"]),
        lambda number: illustrate(),
    ]

    counts = [0] * len(deeds)

    def work(who: int) -> None:
        try:
            while not stop.is_set():
                deeds[who](counts[who])
                with saved:
                    counts[who] += 1
                    saved.notify()
        finally:
            connection.close()

    def wait() -> None:
        with saved:
            before = [*counts]
            assert saved.wait_for(lambda: all(now > then for now, then in zip(counts, before, strict=True)), timeout=60)

    with ThreadPoolExecutor(len(deeds)) as people:
        working = [people.submit(work, who) for who in range(len(deeds))]
        try:
            yield wait
        finally:
            stop.set()
    for one in working:
        one.result()


@pytest.mark.django_db(transaction=True)
def test_what_was_backed_up_while_editors_wrote_is_what_is_restored(groups, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    report = fill()
    assert [table for table in apps.get_models(include_auto_created=True) if not table._base_manager.exists()] == []
    file = tmp_path / "backup.zip"
    with editors(report) as wait_for_saves:
        with moment.one_moment():
            before = look()
            wait_for_saves()
            out, err = run("backup", file)
            wait_for_saves()
        after = look()
    changed = {name for name, found in before["checksums"].items() if after["checksums"][name] != found}
    assert changed >= {"events_record", "events_revision", "events_journalentry", "events_picture"}
    assert (out.split(":")[0], err, stat.S_IMODE(file.stat().st_mode)) == (str(file), "", 0o600)

    where = tmp_path / "elsewhere"
    where.mkdir()
    with database(where) as address:
        environment = environment_of(where, address)
        told = manage(environment, "restore", str(file))
        restored = looked(environment)
    assert told.startswith("pictures/")  # whose renditions were made
    assert told.splitlines()[-1].startswith("Restored as it was on ")
    # Whatever the site showed after the backup, nobody takes it for what it shows now.
    assert restored.pop("version") > after["version"] > before.pop("version")
    assert restored == {**before, "is_whole": True}


# One archive, for all that follows


@pytest.fixture(scope="module")
def whole(tmp_path_factory, django_db_setup, django_db_blocker) -> Path:
    """An archive of a database that is gone, and beside it how that looked."""
    folder = tmp_path_factory.mktemp("archive")
    with override_settings(MEDIA_ROOT=folder / "media"), django_db_blocker.unblock(), transaction.atomic():
        grant_groups()
        fill()
        making.back_up(folder / "backup.zip")
        (folder / "backup.json").write_text(json.dumps(look()))
        transaction.set_rollback(True)
    return folder / "backup.zip"


@pytest.fixture
def place(db: None, tmp_path: Path, settings: Any) -> Path:
    """An empty database, and an empty folder of pictures that isn't there yet."""
    settings.MEDIA_ROOT = tmp_path / "place"
    return tmp_path / "place"


def refused(file: Path, place: Path) -> str:
    """What is said of it, when nothing was touched."""
    before = checksums()
    with pytest.raises(CommandError, match=r"^Nothing was restored\. ") as told:
        run("restore", file)
    assert told.value.returncode == 1
    assert checksums() == before
    assert [path for path in place.rglob("*") if path.is_file()] == []
    return str(told.value).removeprefix("Nothing was restored. ")


class Contents:
    """An archive taken to pieces, to be put together otherwise: bytes by their names, and the manifest."""

    def __init__(self, file: Path) -> None:
        with zipfile.ZipFile(file) as found:
            self.members = {name: found.read(name) for name in found.namelist()}
        self.manifest = json.loads(self.members.pop("manifest.json"))
        self.entries: dict[str, Callable[[zipfile.ZipInfo], Any]] = {}

    def told(self, name: str) -> dict[str, Any]:
        return next(member for member in self.manifest["members"] if member["name"] == name)

    def change(self, name: str, data: bytes) -> None:
        """With a checksum that is right, as someone would who means harm."""
        self.members[name] = data
        if name not in [member["name"] for member in self.manifest["members"]]:
            self.manifest["members"].append({"name": name})
        self.told(name).update(size=len(data), sha256=sha256(data).hexdigest())
        if name.startswith("tables/"):
            self.told(name)["rows"] = data.count(b"\n")

    def write(self, file: Path) -> Path:
        manifest = self.members.pop("manifest.json", json.dumps(self.manifest).encode())
        with zipfile.ZipFile(file, "w") as out:
            for name, data in {**self.members, "manifest.json": manifest}.items():
                entry = zipfile.ZipInfo(name)
                entry.compress_type = zipfile.ZIP_DEFLATED if name.startswith("tables/") else zipfile.ZIP_STORED
                self.entries.get(name, lambda entry: None)(entry)
                out.writestr(entry, data)
        return file


def test_an_archive_says_what_it_is(whole):
    """Any program that opens ZIP files opens it."""
    contents = Contents(whole)
    assert {*contents.manifest} == {
        *("format", "version", "made", "app", "database", "migrations", "left_out", "missing", "members")
    }
    assert {*contents.manifest["left_out"]} == {"sessions.session", "events.searchdocument"}
    assert contents.manifest["database"] == connection.vendor
    held = {name.removeprefix("tables/") for name in contents.members if name.startswith("tables/")}
    assert held == {model._meta.label_lower for model in apps.get_models(include_auto_created=True)} - {
        *contents.manifest["left_out"]
    }
    for name, data in contents.members.items():
        told = contents.told(name)
        assert (told["size"], told["sha256"]) == (len(data), sha256(data).hexdigest())
        assert told["rows"] == (data.count(b"\n") if name.startswith("tables/") else None)


def test_nobody_who_has_an_archive_is_let_in_by_it(whole, settings):
    words = b"".join(Contents(whole).members.values())
    assert settings.SECRET_KEY.encode() not in words
    assert b"md5$" in words  # the hash of a password, so that people keep theirs


def test_only_the_pictures_themselves_are_in_it_and_pages_have_all_sizes_again(whole, place):
    held = {name for name in Contents(whole).members if name.startswith("media/")}
    assert len(held) == 2  # the published one, and the one of the draft
    assert all(name.startswith("media/pictures/") for name in held)
    run("restore", whole)
    assert {f"media/{path.relative_to(place)}" for path in place.glob("pictures/*")} == held
    assert [path.name for path in place.rglob("*.part")] == []
    assert {path.suffix for path in place.glob("renditions/*")} == {".avif", ".webp", ".jpg"}


def test_what_comes_next_gets_a_number_of_its_own(whole, place):
    run("restore", whole)
    milestone = make.milestone(cities=["shanghai"], sectors=["finance"])
    group = Group.objects.create(name="Guests")
    make.user().groups.add(group)
    assert milestone.cities.count() == milestone.sectors.count() == 1


def test_a_draft_a_revision_and_a_password_are_there_as_they_were(whole, place):
    run("restore", whole)
    assert User.objects.get(username="someone").check_password("correct horse battery")
    coming = Record.objects.get(slug="coming")
    assert (coming.title_en, coming.draft_status) != ("Words for next year", "")
    assert "Words for next year" in json.dumps(coming.draft.data)
    assert Revision.objects.filter(record=coming).count() == 2


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="needs both databases")
def test_an_archive_goes_from_one_database_to_the_other_and_back(whole, place, tmp_path):
    folder = tmp_path / "sqlite"
    folder.mkdir()
    there = environment_of(folder, f"sqlite:///{folder / 'db.sqlite3'}")
    manage(there, "restore", str(whole))
    manage(there, "backup", str(folder / "again.zip"))
    on_sqlite = looked(there)
    run("restore", folder / "again.zip")
    at_first = json.loads(whole.with_suffix(".json").read_text())
    for found in (at_first, on_sqlite, back := look()):
        del found["version"]
    assert on_sqlite == at_first
    assert back == at_first


# What is there is never written over


def test_a_database_that_is_not_empty_is_left_alone(whole, place):
    run("restore", whole)
    before, files = checksums(), {path: path.stat().st_mtime_ns for path in place.rglob("*")}
    with pytest.raises(CommandError, match=r"The database is not empty: it has rows in .*: name an empty database"):
        run("restore", whole)
    assert checksums() == before
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*")} == files


def test_a_folder_that_is_not_empty_is_left_alone(whole, place):
    place.mkdir()
    (place / "mine.jpg").write_bytes(b"mine")
    before = checksums()
    with pytest.raises(CommandError, match=r"place is not empty: it holds mine\.jpg: name an empty folder"):
        run("restore", whole)
    assert checksums() == before
    assert (place / "mine.jpg").read_bytes() == b"mine"


def test_a_restore_that_was_killed_is_begun_again(whole, place):
    """It leaves pictures, and the beginning of one, but no row."""
    contents = Contents(whole)
    name = next(name for name in contents.members if name.startswith("media/"))
    there = place / name.removeprefix("media/")
    there.parent.mkdir(parents=True)
    there.write_bytes(contents.members[name])
    there.with_name("half.png.part").write_bytes(b"half")
    run("restore", whole)
    assert Picture.objects.count() == 1


def test_no_backup_is_written_over_another(db, tmp_path):
    file = tmp_path / "backup.zip"
    file.write_bytes(b"an earlier one")
    with pytest.raises(CommandError, match=r"^No backup was made\. .*backup\.zip is there already: name another file"):
        run("backup", file)
    assert file.read_bytes() == b"an earlier one"


def test_a_backup_finds_a_name_by_itself(place, tmp_path, settings, time_machine):
    time_machine.move_to("2026-03-02T09:30:00Z", tick=False)
    settings.LOCAL_DIR = tmp_path
    run("backup")
    out, _err = run("backup", tmp_path)
    name = "twin-cities-2026-03-02T093000Z.zip"
    rows = sum(member["rows"] for member in Contents(tmp_path / name).manifest["members"])
    assert out == f"{tmp_path / name}: {rows} rows and 0 files in {(tmp_path / name).stat().st_size:,} bytes.\n"
    assert sorted(tmp_path.rglob("*.zip")) == [tmp_path / "backups" / name, tmp_path / name]
    assert stat.S_IMODE((tmp_path / "backups").stat().st_mode) == 0o700


def test_a_picture_that_is_missing_is_told(db, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    gone = picture(make.report())
    default_storage.delete(str(gone.file.name))
    _out, err = run("backup", tmp_path / "backup.zip")
    assert err == f"{gone.file.name}: a picture that the record names is missing, and is not in the backup\n"
    contents = Contents(tmp_path / "backup.zip")
    assert contents.manifest["missing"] == [gone.file.name]
    # Its renditions are all that there is of it.
    kept = {name for name in contents.members if name.startswith("media/")}
    assert kept == {f"media/renditions/{name}" for name in default_storage.listdir("renditions")[1]} != set()


# A disk that is full


class Full(io.BytesIO):
    """A disk that takes so many bytes."""

    def __init__(self, room: int) -> None:
        self._room = room

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self._room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(data)

    def fileno(self) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("room", [0, 3_000, 10_000_000])
def test_a_full_disk_leaves_no_half_backup(db, tmp_path, monkeypatch, room):
    """In the first member, in a later one, at the very end."""

    def full(handle: int, mode: str) -> Full:
        os.close(handle)
        return Full(room)

    monkeypatch.setattr(whole_files, "os", SimpleNamespace(**{**vars(os), "fdopen": full}))
    with pytest.raises(CommandError) as told:
        run("backup", tmp_path / "backup.zip")
    assert str(told.value) == (
        f"No backup was made. {tmp_path / 'backup.zip'}: No space left on device: "
        "free some space there, or name a place on another disk"
    )
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("calls", [0, 1, 2, 3])
def test_a_disk_that_is_full_while_pictures_are_restored_gets_nothing(whole, place, monkeypatch, calls):
    """At the first file, at the name that it gets in its folder, and at the next."""
    calls = iter([True] * calls)

    def fsync(handle: int) -> None:
        if not next(calls, False):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(whole_files, "os", SimpleNamespace(**{**vars(os), "fsync": fsync}))
    assert "No space left on device: free some space there" in refused(whole, place)


def test_a_database_that_the_disk_has_no_room_for_is_told(whole, place, monkeypatch):
    def full(*_words: Any) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(restoring, "put", full)
    assert refused(whole, place) == (
        "The database could not be written (database or disk is full): mend that, and try again with an empty one"
    )


def test_pictures_that_the_disk_has_no_room_for_are_not_begun(whole, place, monkeypatch):
    monkeypatch.setattr(pictures.shutil, "disk_usage", lambda folder: SimpleNamespace(free=10))
    told = refused(whole, place)
    assert told.startswith("The pictures need 1 MB, and the disk of ")
    assert told.endswith("1 MB left: free some space there, or name a folder on another disk in MEDIA_ROOT")


# Archives that are damaged


DAMAGED = "The archive can’t be used: "


def test_a_bit_that_fell_over_in_any_member_is_found(whole, place, tmp_path):
    data = whole.read_bytes()
    with zipfile.ZipFile(whole) as found:
        entries = [entry for entry in found.infolist() if entry.file_size]
    assert len(entries) > 50
    file = tmp_path / "flipped.zip"
    for entry in entries:
        broken = bytearray(data)
        lengths = broken[entry.header_offset + 26 : entry.header_offset + 30]
        start = entry.header_offset + 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        broken[start + entry.compress_size // 2] ^= 0x10
        file.write_bytes(broken)
        with pytest.raises(archives.Damaged), archives.opened(file) as archive:
            archive.check()
    assert refused(file, place).startswith(DAMAGED)


@pytest.mark.parametrize("part", [0, 0.001, 0.3, 0.9, 0.999])
def test_an_archive_that_breaks_off_is_refused(whole, place, tmp_path, part):
    data = whole.read_bytes()
    file = tmp_path / "short.zip"
    file.write_bytes(data[: int(len(data) * part)])
    assert refused(file, place).startswith(f"{DAMAGED}it is damaged, or no archive at all")


def without_the_manifest(contents: Contents) -> None:
    contents.entries["manifest.json"] = lambda entry: setattr(entry, "filename", "tables/manifest.json")


def another_checksum(contents: Contents) -> None:
    contents.told("tables/events.city")["sha256"] = "0" * 64


def a_member_less(contents: Contents) -> None:
    del contents.members["tables/events.city"]


def a_table_less(contents: Contents) -> None:
    contents.manifest["members"].remove(contents.told("tables/events.city"))
    del contents.members["tables/events.city"]


def a_member_more(contents: Contents) -> None:
    contents.members["media/more.png"] = b"more"


def a_table_more(contents: Contents) -> None:
    contents.change("tables/sessions.session", b'["key","data","2030-01-01T00:00:00"]\n')
    contents.told("tables/sessions.session")["columns"] = ["session_key", "session_data", "expire_date"]


def a_row_less(contents: Contents) -> None:
    contents.told("tables/events.city")["rows"] += 1


def a_column_less(contents: Contents) -> None:
    contents.told("tables/events.city")["columns"].pop()


def named(name: str) -> Callable[[Contents], None]:
    def change(contents: Contents) -> None:
        contents.change(name, b"\x89PNG")

    change.__name__ = f"a picture named {name}"
    return change


def a_link(contents: Contents) -> None:
    contents.change("media/link.png", b"/etc/passwd")
    contents.entries["media/link.png"] = lambda entry: setattr(entry, "external_attr", (stat.S_IFLNK | 0o777) << 16)


def a_picture_that_unfolds(contents: Contents) -> None:
    contents.change("media/bomb.png", bytes(50_000_000))
    contents.entries["media/bomb.png"] = lambda entry: setattr(entry, "compress_type", zipfile.ZIP_DEFLATED)


def rows_that_are_none(contents: Contents) -> None:
    contents.change("tables/events.city", b"{}\n")


def rows_that_never_end(contents: Contents) -> None:
    contents.change("tables/events.city", b"[" * 100_000 + b"\n")


def a_manifest_that_never_ends(contents: Contents) -> None:
    contents.members["manifest.json"] = b"[" * 100_000


def a_manifest_of_another_kind(contents: Contents) -> None:
    contents.manifest["format"] = "holiday-pictures"


def an_archive_of_nothing(contents: Contents) -> None:
    contents.members.clear()
    contents.manifest.update(migrations={}, members=[])


def a_size_that_is_a_word(contents: Contents) -> None:
    contents.told("tables/events.city")["size"] = "large"


def columns_that_are_numbers(contents: Contents) -> None:
    contents.told("tables/events.city")["columns"] = [1, 2]


def packed_in_another_way(contents: Contents) -> None:
    contents.entries["tables/events.city"] = lambda entry: setattr(entry, "compress_type", zipfile.ZIP_BZIP2)


def a_value_that_is_none(contents: Contents) -> None:
    table = contents.told("tables/events.record")
    rows = [json.loads(line) for line in contents.members[table["name"]].splitlines()]
    rows[0][table["columns"].index("updated_at")] = "yesterday"
    contents.change(table["name"], b"".join(json.dumps(row).encode() + b"\n" for row in rows))


def a_row_that_a_rule_forbids(contents: Contents) -> None:
    table = contents.told("tables/events.claim")
    rows = [json.loads(line) for line in contents.members[table["name"]].splitlines()]
    rows[0][table["columns"].index("decision")] = "made up"
    contents.change(table["name"], b"".join(json.dumps(row).encode() + b"\n" for row in rows))


def a_row_that_names_nothing(contents: Contents) -> None:
    contents.change("tables/events.source", b"")


HOSTILE: dict[Callable[[Contents], None], str] = {
    without_the_manifest: "it has no manifest, so it is not one of ours",
    another_checksum: "tables/events.city is not as it was made: its checksum is another",
    a_member_less: "its members are not those that its manifest tells of",
    a_table_less: "its tables are not those of its migrations",
    a_member_more: "its members are not those that its manifest tells of",
    a_table_more: "its tables are not those of its migrations",
    a_row_less: "tables/events.city has 2 rows, and the manifest tells of 3",
    a_column_less: "its tables are not those of its migrations",
    named("media/../../up.png"): "the name 'media/../../up.png' leads elsewhere",
    named("../up.png"): "the name '../up.png' leads elsewhere",
    named("/etc/up.png"): "the name '/etc/up.png' leads elsewhere",
    named("media//up.png"): "the name 'media//up.png' leads elsewhere",
    named("media/C:up.png"): "the name 'media/C:up.png' leads elsewhere",
    named("media/..\\up.png"): "leads elsewhere",
    named("media/up\u202e.png"): "leads elsewhere",
    named("other/up.png"): "the name 'other/up.png' leads elsewhere",
    a_link: "media/link.png is no plain file",
    a_picture_that_unfolds: "media/bomb.png would unfold to another size",
    rows_that_are_none: "tables/events.city has a row that is none",
    rows_that_never_end: "tables/events.city has a row that can’t be read",
    a_manifest_that_never_ends: "its manifest can’t be read",
    a_manifest_of_another_kind: "it is not one of ours",
    an_archive_of_nothing: "it holds none of our tables",
    a_size_that_is_a_word: "its manifest can’t be read",
    columns_that_are_numbers: "its manifest can’t be read",
    packed_in_another_way: "tables/events.city is packed in a way that is not ours",
    a_value_that_is_none: "the database refuses what is in it",
    a_row_that_a_rule_forbids: "the database refuses what is in it",
    a_row_that_names_nothing: "the database refuses what is in it",
}


@pytest.mark.parametrize("change", HOSTILE, ids=lambda change: change.__name__)
def test_an_archive_that_is_not_as_we_make_them_is_refused(whole, place, tmp_path, change):
    contents = Contents(whole)
    change(contents)
    told = refused(contents.write(tmp_path / "changed.zip"), place)
    assert told.startswith(f"{DAMAGED}") and HOSTILE[change] in told
    assert told.endswith(": take another copy of it, or an earlier backup")


def test_an_archive_put_together_again_as_it_was_is_taken(whole, place, tmp_path):
    """What is refused above is refused for what was changed."""
    run("restore", Contents(whole).write(tmp_path / "same.zip"))
    assert is_whole()


def test_a_row_that_unfolds_takes_no_more_memory_than_a_row_may(whole, place, tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "_LONGEST", 5_000_000)
    contents = Contents(whole)
    contents.change("tables/events.city", b" " * 20_000_000)
    file = contents.write(tmp_path / "row.zip")
    assert file.stat().st_size < 1_000_000
    with tracked() as memory:
        told = refused(file, place)
        most = memory()
    assert told.startswith(f"{DAMAGED}tables/events.city has a row that is far too long")
    assert most < 20_000_000


@contextmanager
def tracked() -> Iterator[Callable[[], int]]:
    """How many bytes there were at the most."""
    tracemalloc.start()
    try:
        yield lambda: tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_comes_twice_is_refused(whole, place, tmp_path):
    file = Contents(whole).write(tmp_path / "twice.zip")
    with zipfile.ZipFile(file, "a") as out:
        out.writestr("tables/events.city", b"")
    assert f"{DAMAGED}it names a member twice" in refused(file, place)


@pytest.mark.parametrize("words", [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\x00" * 5_000])
def test_a_file_that_is_no_archive_is_refused(place, tmp_path, words):
    (tmp_path / "other.zip").write_bytes(words)
    assert refused(tmp_path / "other.zip", place).startswith(f"{DAMAGED}it is damaged, or no archive at all")


def test_a_file_that_is_not_there_is_told(place, tmp_path):
    assert refused(tmp_path / "nowhere.zip", place).startswith(f"{tmp_path / 'nowhere.zip'}: No such file or directory")


# Archives of other versions


def test_an_archive_of_a_newer_version_is_refused(whole, place, tmp_path):
    contents = Contents(whole)
    contents.manifest["migrations"]["events"].append("9999_the_year_2100")
    assert refused(contents.write(tmp_path / "newer.zip"), place) == (
        f"The archive is of a newer version, {contents.manifest['app']}: this one doesn’t know "
        "events.9999_the_year_2100: restore it with that version of the code, or a newer one"
    )
    contents.manifest["version"] = 2
    assert refused(contents.write(tmp_path / "format.zip"), place) == (
        "The archive is of a newer format: restore it with the version of the code that made it"
    )


@pytest.fixture
def old(db: None, tmp_path: Path) -> Path:
    """An archive as it would have been made at the first migration, with one city."""
    executor = MigrationExecutor(connection)
    nodes = {("events", "0001_initial")} | {node for node in executor.loader.graph.nodes if node[0] != "events"}
    held = tables.tables(executor.loader.project_state([*nodes]).apps)
    key, table = "9a3b0f9e-1f3c-4f0e-9d5e-6f3a2f1d7c11", held["events.city"]
    names = [field.attname for field in tables.columns(table)]
    row = [
        {"id": key, "slug": "shanghai", "name_en": "Shanghai", "letter_en": "SH", "bank": "left"}.get(name, "")
        for name in names
    ]
    told: dict[str, list[str]] = {}
    for app, name in sorted(nodes):
        told.setdefault(app, []).append(name)
    with (tmp_path / "old.zip").open("wb") as out, archives.writing(out) as archive:
        for name, one in held.items():
            lines = [json.dumps(row).encode() + b"\n"] if name == "events.city" else []
            archive.add_table(name, [field.attname for field in tables.columns(one)], lines)
        archive.add_manifest(made="", app="0.0.1", database="sqlite", migrations=told, left_out={}, missing=[])
    return tmp_path / "old.zip"


CITIES = """
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from events.models import City
executor = MigrationExecutor(connection)
print([*City.objects.values_list("slug", flat=True)], executor.migration_plan(executor.loader.graph.leaf_nodes()))
"""


def test_an_archive_of_an_older_version_is_brought_up_to_this_one(old, tmp_path):
    where = tmp_path / "elsewhere"
    where.mkdir()
    with database(where) as address:
        environment = environment_of(where, address)
        manage(environment, "restore", str(old))
        assert manage(environment, "shell", "-c", CITIES).splitlines()[-1] == "['shanghai'] []"


def test_an_archive_of_an_older_version_wants_a_database_without_tables(old, place):
    assert refused(old, place) == (
        "The database has tables, and not as they were when the archive was made: "
        "name an empty database in DATABASE_URL or an empty folder in LOCAL_DIR"
    )


def test_a_database_that_waits_for_migrations_is_not_backed_up(db, tmp_path, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: [object()])
    with pytest.raises(CommandError, match=r"another version than the code: run `manage\.py migrate` first$"):
        run("backup", tmp_path / "backup.zip")
    assert [*tmp_path.iterdir()] == []
