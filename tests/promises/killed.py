"""Imports that are killed in the middle: run in a process of its own, which makes others of itself."""

import io
import json
import os
import random
import re
import select
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from PIL import Image

from events.models import Picture
from tests.events.importer.seeds.conftest import png
from tests.events.importer.seeds.folder import SeedFolder
from tests.promises.checksums import checksums

_KEYS = (
    "harbour-board|quay-school|ada-lane|harbour-forum-2024|harbour-quay-2024|harbour-quay-2026|first-ferry"
    "|the-forum-of-2024|gazette|annals"
)


def document(folder: Path, number: int) -> Path:
    """Seed files with ten records and sources that no other document has, and a term that each says otherwise."""
    seeds = SeedFolder(folder / f"seeds-{number}")
    seeds.write("pictures/pier.png", png(400, 300))
    seeds.edit("vocabulary/strategies.yaml", "Named by the forum.", f"Named by forum {number}.")
    seeds.edit("record/forums.yaml", "edition: 7", f"edition: {number + 1}")
    for file in (seeds.path / "record").iterdir():
        # The name of a text file is no key.
        file.write_text(re.sub(rf"\b({_KEYS})\b(?!\.txt)", rf"\1-{number}", file.read_text()))
    return seeds.path


def kill_imports(folder: Path, chance: int, *, times: int, seconds: float) -> dict[str, Any]:
    """Begin an import and kill it, at a moment or at a query that chance says; look at what is there, import the same
    again, twice, and look again. So many times, or fewer when so many seconds have passed. Gives how often there was
    nothing of the document and how often all of it.
    """
    draw = random.Random(chance)
    _import(document(folder, 0))
    before = _counts()
    took, queries = _import(document(folder, 1))
    whole = _more(before)
    found = {"none": 0, "all": 0}
    until = time.monotonic() + seconds
    for number in range(2, times + 2):
        if time.monotonic() > until and found["none"]:
            break
        seeds, before, state = document(folder, number), _counts(), checksums()
        at_query = draw.randrange(queries) if number % 2 else None
        _killed_import(seeds, at_query=at_query, after=draw.uniform(0, took * 1.1))
        after_the_kill = checksums()
        _expect_whole_files()
        took, _queries = _import(seeds)
        completed = checksums()
        is_all = after_the_kill != state
        # Of all of it, nothing is left to be written.
        assert not is_all or completed == after_the_kill, f"Import {number} of {chance} was written in part."
        assert _more(before) == whole, f"Import {number} of {chance} is not what the others are."
        _import(seeds)
        assert checksums() == completed, f"Import {number} of {chance} changed something the second time."
        _expect_whole_files()
        found["all" if is_all else "none"] += 1
    return found


def _import(seeds: Path) -> tuple[float, int]:
    """How long it took, and how many queries."""
    began = time.monotonic()
    with _counted() as count:
        call_command("import_seeds", str(seeds), stdout=io.StringIO(), stderr=io.StringIO())
    return time.monotonic() - began, count[0]


def _killed_import(seeds: Path, *, at_query: int | None, after: float) -> None:
    # A connection has one owner.
    connections.close_all()
    child = os.fork()
    if not child:
        with _counted(at_query):
            call_command("import_seeds", str(seeds), stdout=io.StringIO(), stderr=io.StringIO())
        os._exit(0)
    ended = os.pidfd_open(child)
    try:
        if not select.select([ended], [], [], 60 if at_query is not None else after)[0]:
            os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
    finally:
        os.close(ended)
    assert status in (0, signal.SIGKILL), f"The import failed by itself: {status}"


@contextmanager
def _counted(fatal: int | None = None) -> Iterator[list[int]]:
    """The number of queries so far; whoever makes the fatal one is killed before or after the database has it."""
    count = [0]

    def wrapper(execute: Any, *words: Any) -> Any:
        count[0] += 1
        if fatal is not None and count[0] > fatal:
            if fatal % 4 == 1:
                execute(*words)
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*words)

    with connections["default"].execute_wrapper(wrapper):
        yield count


def _counts() -> dict[str, int]:
    models = apps.get_models(include_auto_created=True)
    return {model._meta.label: model._base_manager.count() for model in models}


def _more(before: dict[str, int]) -> dict[str, int]:
    return {name: more for name, count in _counts().items() if (more := count - before[name])}


def _expect_whole_files() -> None:
    """Every picture has its file, and whatever has a picture's name can be seen to its last line."""
    folder = Path(settings.MEDIA_ROOT)
    there = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".part"]
    named = {folder / name for name in Picture.objects.values_list("file", flat=True)}
    assert named <= {*there}, "A picture has no file."
    for path in there:
        with Image.open(path) as picture:
            picture.load()


def told(folder: str, chance: int, times: int, seconds: float) -> str:
    return json.dumps(kill_imports(Path(folder), chance, times=times, seconds=seconds))
