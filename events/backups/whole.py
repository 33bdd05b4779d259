"""Files that get their names when all of them is written."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PART = ".part"
"""How the name of one ends that is being written, or was when someone was killed."""


@contextmanager
def appearing_whole(file: Path, mode: int = 0o666) -> Iterator[IO[bytes]]:
    """What is written inside is there under its name at the end, also after a power cut, or not at all. Nothing may have
    that name before."""
    draft = file.with_name(f".{file.name}.{os.getpid()}{PART}")
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, mode), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        draft.rename(file)
        try:
            _keep_names(file.parent)
        except OSError:
            file.unlink()
            raise
    finally:
        draft.unlink(missing_ok=True)


def _keep_names(folder: Path) -> None:
    """A file that was renamed is there after a power cut only when its folder was written too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
