"""Pictures in their folder, each of which appears whole or not at all."""

import os
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Whoever writes a file may be killed, and a disk may be full: half a picture under its name would be taken for the
    picture for ever, since names tell of contents. So a file gets its name when all of it is written."""

    def _save(self, name: str, content: Any) -> str:
        draft = f"{name}.{os.getpid()}.part"
        try:
            draft = super()._save(draft, content)  # type: ignore[misc]
            with self._file(draft).open("rb") as written:
                os.fsync(written.fileno())
            return self._named(draft, name)
        finally:
            self._file(draft).unlink(missing_ok=True)

    def _named(self, draft: str, name: str) -> str:
        """A link, unlike a new name, never takes the place of what is there."""
        while True:
            try:
                os.link(self._file(draft), self._file(name))
                return name
            except FileExistsError:
                name = self.get_available_name(name)

    def _file(self, name: str) -> Path:
        return Path(self.path(name))
