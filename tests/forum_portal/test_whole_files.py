"""A file appears whole or not at all, whatever happens to whoever writes it."""

import errno
import os
import stat

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from forum_portal.whole_files import WholeFiles


@pytest.fixture
def storage(tmp_path):
    return WholeFiles(tmp_path)


class Breaking(ContentFile):
    """Contents of which only the beginning arrives."""

    def chunks(self, chunk_size=None):
        yield b"half of"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_pictures_are_kept_so():
    # What stands for the storage tells the class of what it stands for.
    assert isinstance(default_storage, WholeFiles)


def test_what_is_written_is_there_under_its_name_alone(storage, tmp_path):
    assert storage.save("pictures/pier.png", ContentFile(b"the pier")) == "pictures/pier.png"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "pictures/pier.png"]
    assert (tmp_path / "pictures/pier.png").read_bytes() == b"the pier"
    # A web server of another user serves it.
    assert stat.S_IMODE((tmp_path / "pictures/pier.png").stat().st_mode) & 0o044 == 0o044


def test_a_name_that_is_taken_meanwhile_stays_with_its_file(storage, tmp_path):
    storage.save("pier.png", ContentFile(b"the pier"))
    # Asked for again after it was found free, as two writers at once do.
    other = storage._save("pier.png", ContentFile(b"another pier"))
    assert other != "pier.png"
    assert (tmp_path / "pier.png").read_bytes() == b"the pier"
    assert (tmp_path / other).read_bytes() == b"another pier"
    assert {path.name for path in tmp_path.iterdir()} == {"pier.png", other}


def test_a_full_disk_leaves_no_half_file(storage, tmp_path):
    with pytest.raises(OSError, match="No space left on device"):
        storage.save("pier.png", Breaking(b""))
    assert [*tmp_path.iterdir()] == []
    storage.save("pier.png", ContentFile(b"the pier"))
    assert (tmp_path / "pier.png").read_bytes() == b"the pier"


def test_the_name_comes_last(storage, tmp_path, monkeypatch):
    """So whoever is killed leaves a file that nobody takes for the picture."""
    seen = []
    link = os.link

    def watched(draft, name):
        seen.append((sorted(path.name for path in tmp_path.iterdir()), (tmp_path / draft).read_bytes()))
        link(draft, name)

    monkeypatch.setattr(os, "link", watched)
    storage.save("pier.png", ContentFile(b"the pier"))
    assert seen == [([f"pier.png.{os.getpid()}.part"], b"the pier")]
