"""The archive: a ZIP file of tables, pictures and a manifest, which tells what is in it and by which checksums it is known.

Any unzip opens it. What is read from one is believed only as far as the manifest says it, and is never longer.
"""

import json
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from events.backups.refusals import Refused, refused_by_the_system

FORMAT = "twin-cities-backup"
VERSION = 1
MANIFEST = "manifest.json"
TABLES, MEDIA = "tables/", "media/"

_CHUNK = 1 << 20
# No row and no list of files comes near: it is what an archive of someone else's making may take of our memory.
_LONGEST = 256 << 20
_REMEDY = "take another copy of it, or an earlier backup"

Columns = dict[str, list[str]]


@dataclass(frozen=True)
class Member:
    """A file in the archive. Of a table, with its columns and the number of its rows."""

    name: str
    size: int
    sha256: str
    columns: list[str] | None = None
    rows: int | None = None


@dataclass(frozen=True)
class Manifest:
    made: str
    app: str
    database: str
    migrations: dict[str, list[str]]
    left_out: dict[str, str]
    missing: list[str]
    members: list[Member]


class Damaged(Refused):
    """The archive is not as it was made, or not one of ours."""

    def __init__(self, what: str) -> None:
        super().__init__(f"The archive can’t be used: {what}", _REMEDY)


# Writing one


@contextmanager
def writing(out: IO[bytes]) -> Iterator["Writer"]:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        yield Writer(packed)


class Writer:
    """Adds members; at last the manifest, which tells of all of them."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._zip = packed
        self._members: list[Member] = []

    def add_table(self, name: str, columns: list[str], lines: Iterable[bytes]) -> None:
        self._add(f"{TABLES}{name}", lines, zipfile.ZIP_DEFLATED, columns)

    def add_file(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            # Pictures are packed as they are.
            self._add(f"{MEDIA}{name}", _chunks(file), zipfile.ZIP_STORED)

    def add_manifest(self, **told: Any) -> Manifest:
        manifest = Manifest(**told, members=[*self._members])
        words = {"format": FORMAT, "version": VERSION, **asdict(manifest)}
        self._add(MANIFEST, [json.dumps(words, ensure_ascii=False, indent=1).encode()], zipfile.ZIP_DEFLATED)
        return manifest

    def _add(self, name: str, parts: Iterable[bytes], packed: int, columns: list[str] | None = None) -> None:
        digest, size, count = sha256(), 0, 0
        entry = zipfile.ZipInfo(name, time.gmtime()[:6])
        entry.compress_type = packed
        with self._zip.open(entry, "w", force_zip64=True) as out:
            for part in parts:
                out.write(part)
                digest.update(part)
                size += len(part)
                count += 1
        self._members.append(Member(name, size, digest.hexdigest(), columns, None if columns is None else count))


# Reading one


@contextmanager
def opened(file: Path) -> Iterator["Archive"]:
    """An archive whose manifest and members agree with each other, nothing of which has been read. Raises Refused."""
    with _as_refusals(file), zipfile.ZipFile(file) as packed:
        yield Archive(packed, file.stat().st_size)


@contextmanager
def _as_refusals(file: Path) -> Iterator[None]:
    try:
        yield
    except _UNREADABLE as error:
        raise Damaged(f"it is damaged, or no archive at all ({error})") from error
    except OSError as error:
        raise refused_by_the_system(error, file) from error


# All that Python's zipfile answers bytes with that are not as it expects; NotImplementedError is its word for a way of
# packing that it doesn't know.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, UnicodeDecodeError)


class Archive:
    def __init__(self, found: zipfile.ZipFile, size: int) -> None:
        self._zip = found
        entries = found.infolist()
        names = [entry.filename for entry in entries]
        if len({*names}) < len(names):
            raise Damaged("it names a member twice")
        if sum(entry.compress_size for entry in entries) > size:
            raise Damaged("its members lie over each other")
        for entry in entries:
            _expect_plain(entry)
        self.manifest = _manifest(self._read_manifest())
        self._members = {member.name: member for member in self.manifest.members}
        if {*names} != {MANIFEST, *self._members} or len(self._members) < len(self.manifest.members):
            raise Damaged("its members are not those that its manifest tells of")
        for entry in entries:
            if entry.filename != MANIFEST and entry.file_size != self._members[entry.filename].size:
                raise Damaged(f"{entry.filename} has not the size that the manifest tells")

    @property
    def columns(self) -> Columns:
        """Of each table."""
        return {name.removeprefix(TABLES): one.columns or [] for name, one in self._starting(TABLES).items()}

    @property
    def files(self) -> dict[str, int]:
        """The size of each picture."""
        return {name.removeprefix(MEDIA): one.size for name, one in self._starting(MEDIA).items()}

    def check(self) -> None:
        """Read everything, and keep nothing. Raises Refused where anything is not as it was made."""
        for name in self.columns:
            for _row in self.rows(name):
                pass
        for name in self.files:
            for _chunk in self.chunks(name):
                pass

    def rows(self, table: str) -> Iterator[list[Any]]:
        """The last comes after all were found to be as they were made."""
        member = self._members[f"{TABLES}{table}"]
        width, count = len(member.columns or []), 0
        with self._zip.open(member.name) as file:
            for line in _checked(member, iter(lambda: file.readline(_LONGEST), b"")):
                count += 1
                yield _row(member, line, width)
        if count != member.rows:
            raise Damaged(f"{member.name} has {count} rows, and the manifest tells of {member.rows}")

    def chunks(self, file: str) -> Iterator[bytes]:
        member = self._members[f"{MEDIA}{file}"]
        with self._zip.open(member.name) as found:
            yield from _checked(member, _chunks(found))

    def _starting(self, folder: str) -> dict[str, Member]:
        return {name: member for name, member in self._members.items() if name.startswith(folder)}

    def _read_manifest(self) -> bytes:
        try:
            entry = self._zip.getinfo(MANIFEST)
        except KeyError:
            raise Damaged("it has no manifest, so it is not one of ours") from None
        if entry.file_size > _LONGEST:
            raise Damaged("its manifest is far too long")
        return self._zip.read(entry)


def _expect_plain(entry: zipfile.ZipInfo) -> None:
    """Nothing but files of ours, inside their two folders."""
    name, mode = entry.filename, entry.external_attr >> 16
    # What ZipInfo made of the name on its way is of no interest: the name as it is written counts.
    if name != entry.orig_filename or not _is_ours(name):
        raise Damaged(f"the name {entry.orig_filename!r} leads elsewhere")
    if entry.is_dir() or (stat.S_IFMT(mode) and not stat.S_ISREG(mode)):
        raise Damaged(f"{name} is no plain file")
    if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Damaged(f"{name} is packed in a way that is not ours")
    if name.startswith(MEDIA) and entry.file_size != entry.compress_size:
        raise Damaged(f"{name} would unfold to another size")


def _is_ours(name: str) -> bool:
    parts = name.split("/")
    plain = name.isprintable() and not {"", ".", ".."} & {*parts} and not {"\\", ":"} & {*name}
    return plain and (name == MANIFEST or (len(parts) > 1 and f"{parts[0]}/" in (TABLES, MEDIA)))


def _manifest(data: bytes) -> Manifest:
    try:
        given = json.loads(data)
        if given.pop("format") != FORMAT:
            raise Damaged("it is not one of ours")
        if given.pop("version") != VERSION:
            raise Refused("The archive is of a newer format", "restore it with the version of the code that made it")
        members = [Member(**one) for one in given.pop("members")]
        manifest = Manifest(**given, members=members)
        _expect_types(manifest)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Damaged(f"its manifest can’t be read ({error})") from error
    return manifest


def _expect_types(manifest: Manifest) -> None:
    """What is used as a number, a list or a name is one."""
    words = [manifest.made, manifest.app, manifest.database, *manifest.missing]
    words += [word for app, names in manifest.migrations.items() for word in (app, *names)]
    for member in manifest.members:
        words += [member.name, member.sha256, *(member.columns or [])]
        is_table = member.name.startswith(TABLES)
        if type(member.size) is not int or is_table != isinstance(member.rows, int):
            raise ValueError(member.name)
    if not all(isinstance(word, str) for word in words):
        raise ValueError("names are words")


def _checked(member: Member, parts: Iterable[bytes]) -> Iterator[bytes]:
    digest = sha256()
    for part in parts:
        digest.update(part)
        yield part
    if digest.hexdigest() != member.sha256:
        raise Damaged(f"{member.name} is not as it was made: its checksum is another")


def _row(member: Member, line: bytes, width: int) -> list[Any]:
    if len(line) >= _LONGEST:
        raise Damaged(f"{member.name} has a row that is far too long")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Damaged(f"{member.name} has a row that can’t be read ({error})") from error
    if not isinstance(row, list) or len(row) != width:
        raise Damaged(f"{member.name} has a row that is none")
    return row


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: file.read(_CHUNK), b"")
