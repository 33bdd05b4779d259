"""What pages show of a picture: its sizes and formats, made when it is saved, and nothing else of it."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from PIL import ExifTags, Image

from events.editorial.pictures import prepare
from events.editorial.renditions import make_renditions
from events.editorial.rows import Changed, save_rows
from events.models import Picture
from events.models.renditions import renditions_of
from tests import make

pytestmark = pytest.mark.django_db


def shot(size=(1000, 800), mode="RGB", colour="navy", kind="JPEG"):
    """A picture as a telephone stores it: with the place where it was taken."""
    exif = Image.Exif()
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (31.0, 14.0, 5.0)
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, exif=exif)
    return out.getvalue()


def saved(data=None, **values):
    prepared = prepare(data or shot())
    picture = Picture(record=make.report(), alt_en="The pier", credit="A. Lane", **values)
    picture.file = ContentFile(prepared.data, name=f"picture.{prepared.extension}")
    save_rows([Changed([(picture, {})])], by="tests")
    return picture


def opened(name):
    with default_storage.open(name) as file:
        found = Image.open(io.BytesIO(file.read()))
        found.load()
        return found


def test_a_saved_picture_has_every_width_that_it_can_fill_in_every_format():
    stem = f"{(picture := saved()).pk}-jpg"
    whole, cut = (360, 720, 1000), (240, 480, 720)
    wanted = {f"renditions/{stem}-{width}.{kind}" for width in whole for kind in ("avif", "webp", "jpg")}
    wanted |= {f"renditions/{stem}-cut-50-50-{width}.{kind}" for width in cut for kind in ("avif", "webp", "jpg")}
    there = {f"renditions/{name}" for name in default_storage.listdir("renditions")[1] if name.startswith(stem)}
    assert there == wanted == {rendition.name for rendition in renditions_of(picture)}


def test_each_is_of_the_size_and_format_that_its_row_says():
    formats = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}
    for rendition in renditions_of(saved()):
        file = opened(rendition.name)
        assert (file.size, file.format) == ((rendition.width, rendition.height), formats[rendition.format])


def test_nobody_learns_from_any_of_them_where_it_was_taken():
    given = shot()
    assert dict(Image.open(io.BytesIO(given)).getexif().get_ifd(ExifTags.IFD.GPSInfo))
    picture = saved(given)
    for name in [picture.file.name, *(rendition.name for rendition in renditions_of(picture))]:
        file = opened(name)
        assert dict(file.getexif()) == {}, name
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(file.info), name


@pytest.mark.parametrize(("focus", "seen"), [((0, 0), "red"), ((100, 50), "blue"), ((50, 50), "navy")])
def test_what_is_in_focus_stays_where_a_narrower_shape_cuts(focus, seen):
    wide = Image.new("RGB", (900, 100), "navy")
    wide.paste("red", (0, 0, 200, 100))
    wide.paste("blue", (700, 0, 900, 100))
    out = io.BytesIO()
    wide.save(out, "PNG")
    picture = saved(out.getvalue(), focus_x=focus[0], focus_y=focus[1])
    (one,) = [one for one in renditions_of(picture) if "-cut-" in one.name and one.format == "jpg"]
    middle = opened(one.name).getpixel((one.width // 2, one.height // 2))
    expected = {"red": (255, 0, 0), "blue": (0, 0, 255), "navy": (0, 0, 128)}[seen]
    assert all(abs(a - b) < 12 for a, b in zip(middle, expected, strict=True))


def test_another_focus_has_names_of_its_own():
    """Browsers keep what they have under a name for a year."""
    picture = saved()
    before = {rendition.name for rendition in renditions_of(picture)}
    picture.focus_x = 10
    save_rows([Changed([(picture, {})])], by="tests")
    after = {rendition.name for rendition in renditions_of(picture)}
    assert before - after == {name for name in before if "-cut-" in name}
    assert all(default_storage.exists(name) for name in after)


def test_what_can_be_seen_through_is_put_on_white_where_the_format_cannot():
    picture = saved(shot((300, 200), "RGBA", (0, 0, 128, 0), "PNG"))
    by_format = {one.format: opened(one.name) for one in renditions_of(picture) if "-cut-" not in one.name}
    assert by_format["jpg"].getpixel((0, 0)) == (255, 255, 255)
    assert by_format["avif"].getpixel((0, 0))[3] == by_format["webp"].getpixel((0, 0))[3] == 0


@pytest.mark.parametrize(("mode", "kind"), [("L", "JPEG"), ("P", "PNG"), ("1", "PNG")])
def test_grey_pictures_and_palettes_have_them_too(mode, kind):
    picture = saved(shot((300, 200), mode, 0, kind))
    assert all(
        opened(rendition.name).size == (rendition.width, rendition.height) for rendition in renditions_of(picture)
    )


def test_a_picture_smaller_than_a_column_is_not_blown_up():
    assert {one.width for one in renditions_of(saved(shot((2, 1))))} == {2, 1}


def test_a_second_run_makes_nothing():
    picture = saved()
    assert make_renditions(picture) == []


def test_the_command_makes_what_is_missing_and_names_files_that_are_gone(capsys):
    picture = saved()
    lost = saved(shot((20, 10)))
    gone = next(iter(renditions_of(picture))).name
    default_storage.delete(gone)
    for name in [lost.file.name, *(rendition.name for rendition in renditions_of(lost))]:
        default_storage.delete(name)
    call_command("make_renditions")
    told = capsys.readouterr()
    assert told.out == f"{picture.file.name}: 1\n"
    assert told.err == f"{lost.file.name}: the file is missing\n"
    assert default_storage.exists(gone)
