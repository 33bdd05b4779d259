"""Pictures of reports: stored once, under a name made from what they show."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from events.importer.seeds.importing import import_seeds
from events.importer.seeds.verdicts import Outcome
from events.models import Picture
from tests.events.importer.seeds.conftest import png
from tests.events.importer.seeds.database import everything, outcomes

pytestmark = pytest.mark.django_db


def stored(settings):
    return {file.name for file in (settings.MEDIA_ROOT / "pictures").glob("*")}


def test_a_picture_is_stored_with_its_size_and_its_words(seeds, settings):
    import_seeds(seeds.path)
    picture = Picture.objects.get()
    assert (picture.width, picture.height, picture.alt_en, picture.credit) == (4, 3, "The pier", "The editors")
    assert picture.file.name == f"pictures/{picture.pk}.png"
    assert stored(settings) == {f"{picture.pk}.png"}


def test_what_a_camera_hides_in_a_file_is_not_stored(seeds):
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "A secret place"
    Image.new("RGB", (4, 3), "navy").save(out, "JPEG", exif=exif)
    seeds.write("pictures/pier.png", out.getvalue())
    assert b"A secret place" in out.getvalue()
    import_seeds(seeds.path)
    picture = Picture.objects.get()
    assert picture.file.name.endswith(".jpg")
    with default_storage.open(str(picture.file.name)) as file:
        assert b"A secret place" not in file.read()


def test_the_same_picture_again_changes_nothing(seeds, settings):
    import_seeds(seeds.path)
    before, names = everything(), stored(settings)
    assert outcomes(import_seeds(seeds.path)) == {}
    assert (everything(), stored(settings)) == (before, names)


def test_another_file_of_the_same_contents_changes_nothing(seeds):
    import_seeds(seeds.path)
    before = everything()
    (seeds.path / "pictures/pier.png").rename(seeds.path / "pictures/quay.png")
    seeds.edit("record/reports.yaml", "pier.png", "quay.png")
    assert outcomes(import_seeds(seeds.path)) == {}
    assert everything() == before


def test_a_new_picture_in_the_same_file_takes_its_place(seeds, settings):
    import_seeds(seeds.path)
    old = Picture.objects.get()
    seeds.write("pictures/pier.png", png(6, 5))
    assert outcomes(import_seeds(seeds.path)) == {"report the-forum-of-2024": Outcome.UPDATED}
    new = Picture.objects.get()
    assert new.pk != old.pk
    assert (new.width, new.height) == (6, 5)
    assert stored(settings) == {f"{old.pk}.png", f"{new.pk}.png"}


def test_new_words_for_a_picture_leave_the_file_alone(seeds, settings):
    import_seeds(seeds.path)
    old, names = Picture.objects.get(), stored(settings)
    seeds.edit("record/reports.yaml", "The pier", "The old pier")
    import_seeds(seeds.path)
    new = Picture.objects.get()
    assert (new.pk, new.file.name, new.alt_en) == (old.pk, old.file.name, "The old pier")
    assert stored(settings) == names


def test_an_imported_picture_has_its_renditions_and_the_focus_that_an_editor_gave_it_stays(seeds, settings):
    import_seeds(seeds.path)
    picture = Picture.objects.get()
    folder = settings.MEDIA_ROOT / "renditions"
    names = {f"{picture.pk}-png{mark}-4.{kind}" for mark in ("", "-cut-50-50") for kind in ("avif", "webp", "jpg")}
    assert {file.name for file in folder.glob(f"{picture.pk}-*")} == names
    Picture.objects.update(focus_x=10)
    seeds.edit("record/reports.yaml", "The pier", "The old pier")
    import_seeds(seeds.path)
    picture.refresh_from_db()
    assert (picture.alt_en, picture.focus_x) == ("The old pier", 10)
    assert (folder / f"{picture.pk}-png-cut-10-50-4.avif").exists()
