"""The files of pictures: which go into a backup, and how they are put back."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from events.backups.refusals import Refused
from events.backups.whole import PART, appearing_whole
from events.models import Picture, Record
from events.models.renditions import FOLDER


def kept_files() -> tuple[list[str], list[str]]:
    """The names of all files to keep, and of those that a row names and that are not there.

    Ask after the rows were read: a file is there before any row names it, and is never written over nor deleted, so
    whatever the rows of a moment name is found at any later one. Renditions are made again of their pictures; only
    where the picture itself is missing are they all there is.
    """
    there = set(_files())
    missing = sorted(_named() - there)
    stems = tuple(f"{FOLDER}/{Path(name).name.replace('.', '-')}-" for name in missing)
    kept = [name for name in sorted(there) if not name.startswith(f"{FOLDER}/") or (stems and name.startswith(stems))]
    return kept, missing


def path_of(name: str) -> Path:
    return _folder() / name


def expect_room(sizes: dict[str, int]) -> None:
    """Raises Refused where the folder holds anything but some of these files, or the disk has no room for them."""
    folder = _folder()
    strange = [name for name in _files() if name not in sizes]
    if strange:
        what = f"{folder} is not empty: it holds {strange[0]}"
        raise Refused(what, "name an empty folder in MEDIA_ROOT or LOCAL_DIR, or move away what is there")
    there = next(place for place in (folder, *folder.parents) if place.exists())
    needed, free = sum(sizes.values()), shutil.disk_usage(there).free
    if needed > free:
        what = f"The pictures need {_in_mb(needed)} MB, and the disk of {folder} has {_in_mb(free)} MB left"
        raise Refused(what, "free some space there, or name a folder on another disk in MEDIA_ROOT")


def store(name: str, chunks: Iterable[bytes]) -> bool:
    """Write a file that appears whole or not at all; False where an earlier attempt left the same one."""
    file = path_of(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists():
        _expect_same(file, chunks)
        return False
    with appearing_whole(file) as out:
        for chunk in chunks:
            out.write(chunk)
    return True


def _expect_same(file: Path, chunks: Iterable[bytes]) -> None:
    with file.open("rb") as there:
        # All are read, so that their checksum is looked at.
        same = [there.read(len(chunk)) == chunk for chunk in chunks]
        if not all(same) or there.read(1):
            raise Refused(f"{file} is there and is another picture", "move away what is there")


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT)


def _files() -> Iterator[str]:
    folder = _folder()
    for path in folder.rglob("*"):
        # What was being written when someone was killed has a name of its own.
        if path.is_file() and path.suffix != PART:
            yield path.relative_to(folder).as_posix()


def _named() -> set[str]:
    """Those of pictures as they stand, and of pictures that only a draft has."""
    names = set(Picture.objects.values_list("file", flat=True))
    for data in Record.objects.filter(draft__isnull=False).values_list("draft__data", flat=True).iterator():
        names |= {row["fields"]["file"] for row in data if row["model"] == Picture._meta.label_lower}
    return names


def _in_mb(size: int) -> int:
    return -(-size // 1_000_000)
