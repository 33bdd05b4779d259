import io
from pathlib import Path

import pytest
from PIL import Image

from tests.events.importer.seeds.folder import SeedFolder


@pytest.fixture
def seeds(tmp_path: Path, settings) -> SeedFolder:
    """A folder of seed files that is in order, and a storage of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    folder = SeedFolder(tmp_path / "seeds")
    folder.write("pictures/pier.png", png())
    return folder


def png(width: int = 4, height: int = 3) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "PNG")
    return out.getvalue()
