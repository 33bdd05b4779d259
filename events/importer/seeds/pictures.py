"""The pictures of reports: files under ``pictures/``, stored under a name made from what they show."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as File

from django.core.files.base import ContentFile
from django.core.files.images import get_image_dimensions
from django.core.files.storage import default_storage

from events.editorial.pictures import LARGEST_FILE, NotAPicture, Prepared, extension_of, id_from_content, prepare
from events.importer.seeds.documents import inside, not_inside
from events.importer.seeds.problems import Problem, shortened
from events.importer.seeds.shape import Entry


@dataclass
class Given:
    """A picture file of a seed folder, and the name that its contents give it in the storage."""

    name: str
    data: bytes

    @property
    def id(self) -> uuid.UUID:
        """Part of the name, and so the same for the same contents."""
        return uuid.UUID(File(self.name).stem)

    @cached_property
    def prepared(self) -> Prepared:
        return prepare(self.data)

    @property
    def is_stored(self) -> bool:
        return default_storage.exists(self.name)

    @property
    def size(self) -> tuple[int, int]:
        if not self.is_stored:
            return self.prepared.width, self.prepared.height
        with default_storage.open(self.name) as stored:
            width, height = get_image_dimensions(stored)
            return width or 0, height or 0

    def store(self) -> None:
        """Idempotent: the same contents have the same name."""
        if not self.is_stored:
            default_storage.save(self.name, ContentFile(self.prepared.data))


def read_pictures(folder: File, entries: Iterable[Entry]) -> tuple[dict[tuple[str, str], Given], list[Problem]]:
    """Every picture by the entry's key and the file's name, and what is wrong with the others."""
    pictures: dict[tuple[str, str], Given] = {}
    problems: list[Problem] = []
    for entry in entries:
        taken: set[str] = set()
        for number, picture in enumerate(entry.values.get("pictures", [])):
            path = ("pictures", number, "file")
            try:
                given = _read(folder / "pictures", entry, picture["file"])
            except NotAPicture as fault:
                problems.append(entry.problem(path, f"“{shortened(picture['file'])}” {fault.what}", fault.remedy))
                continue
            if given.name in taken and (entry.key, picture["file"]) not in pictures:
                problems.append(entry.problem(path, "is a picture that the entry has already", "keep one of them"))
            taken.add(given.name)
            pictures[entry.key, picture["file"]] = given
    return pictures, problems


def _read(folder: File, entry: Entry, name: str) -> Given:
    file = inside(folder, name)
    if not file:
        raise NotAPicture(*not_inside(folder, name))
    if file.stat().st_size > LARGEST_FILE:
        raise NotAPicture("is too large", f"make it smaller: {LARGEST_FILE // 1024 // 1024} MB is the limit")
    data = file.read_bytes()
    given = Given(f"pictures/{id_from_content(f'{entry.kind}/{entry.key}', data)}.{extension_of(data)}", data)
    if not given.is_stored:
        _ = given.prepared  # a damaged picture shows only when it is decoded
    return given
