"""seeds/README.md says how files are written: every key is explained, and the examples can be imported."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from events.importer.seeds import format as seed_format
from events.importer.seeds.format import FILES
from events.importer.seeds.importing import import_seeds
from events.importer.seeds.verdicts import Outcome
from tests.events.importer.seeds.conftest import png

README = (settings.BASE_DIR / "seeds/README.md").read_text()
CLASSES = [
    one
    for one in vars(seed_format).values()
    if isinstance(one, type)
    and issubclass(one, seed_format.Entry)
    and one not in (seed_format.Entry, seed_format.Texts)
]
SECTIONS = {
    "Source": "source",
    "Institution": "institution",
    "Person": "person",
    "Forum": "forum",
    "Agreement": "agreement",
    "Milestone": "milestone",
    "Report": "report",
}


@pytest.mark.parametrize("described", CLASSES, ids=lambda one: one.__name__)
def test_every_key_is_explained(described):
    keys = {field.alias or name for name, field in described.model_fields.items()}
    assert {key for key in keys if not re.search(rf"^[\s-]*{key}:|`{key}`|\{{{key}:", README, re.M)} == set()


def test_the_examples_are_a_folder_that_can_be_imported(db, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    folder = example_folder(tmp_path / "seeds")
    done = import_seeds(folder)
    assert {(v.kind, v.key): v.reasons for v in done.verdicts if v.outcome is not Outcome.CREATED} == {}
    assert {verdict.kind for verdict in done.verdicts} == FILES.keys()


def example_folder(folder: Path) -> Path:
    files = {name: "" for name, _entry in FILES.values()}
    for heading, section in re.findall(r"^### (\w+)\n(.*?)(?=^##)", README, re.M | re.S):
        for block in re.findall(r"^```yaml\n(- key:.*?)^```", section, re.M | re.S):
            named = re.search(r"# (vocabulary/\w+\.yaml)", block)
            files[named[1] if named else FILES[SECTIONS[heading]][0]] += block
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "documents").mkdir()
    (folder / "documents/gazette-20241015.txt").write_text(re.search(r"^```text\n(.*?)^```", README, re.M | re.S)[1])
    (folder / "pictures").mkdir()
    (folder / "pictures/pier.png").write_bytes(png())
    return folder
