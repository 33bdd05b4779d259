"""What people upload is stored as pixels and nothing else."""

import io
import zipfile

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from events.editorial import pictures
from events.editorial.pictures import NotAPicture, extension_of, id_from_content, prepare

HIDDEN = "zq7hiddenzq7"


def encoded(kind="JPEG", size=(40, 30), mode="RGB", colour="navy", **options):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **options)
    return out.getvalue()


def exif(orientation=1):
    """What a telephone writes: where, when, by whom, and which way up."""
    found = Image.Exif()
    found[ExifTags.Base.Orientation] = orientation
    found[ExifTags.Base.Artist] = HIDDEN
    place = found.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (31.0, 14.0, 5.0)
    return found


def opened(prepared):
    return Image.open(io.BytesIO(prepared.data))


@pytest.mark.parametrize(("kind", "extension"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_picture_keeps_its_format_and_its_size(kind, extension):
    given = encoded(kind)
    prepared = prepare(given)
    assert (prepared.extension, prepared.width, prepared.height) == (extension, 40, 30)
    assert (opened(prepared).format, opened(prepared).size) == (kind, (40, 30))
    assert extension_of(given) == extension


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nobody_learns_where_and_by_whom_it_was_taken(kind):
    given = encoded(kind, exif=exif())
    assert dict(Image.open(io.BytesIO(given)).getexif().get_ifd(ExifTags.IFD.GPSInfo))
    prepared = prepare(given)
    assert dict(opened(prepared).getexif()) == {}
    assert HIDDEN.encode() not in prepared.data


def test_no_comment_and_no_description_is_kept():
    words = PngImagePlugin.PngInfo()
    words.add_text("Description", HIDDEN)
    words.add_itxt("XML:com.adobe.xmp", HIDDEN)
    for given in (encoded("JPEG", comment=HIDDEN.encode()), encoded("PNG", pnginfo=words)):
        assert HIDDEN.encode() in given
        assert HIDDEN.encode() not in prepare(given).data


# Where the corner that was top left goes, by the number that the camera notes.
CORNERS = {1: "top left", 2: "top right", 3: "bottom right", 4: "bottom left"}
CORNERS |= {5: "top left", 6: "top right", 7: "bottom right", 8: "bottom left"}


@pytest.mark.parametrize("orientation", CORNERS)
def test_a_picture_stands_upright_however_the_camera_was_held(orientation):
    picture = Image.new("RGB", (40, 30), "white")
    picture.paste("red", (0, 0, 10, 10))
    out = io.BytesIO()
    picture.save(out, "PNG", exif=exif(orientation))

    prepared = prepare(out.getvalue())

    upright = opened(prepared).convert("RGB")
    assert (prepared.width, prepared.height) == upright.size == ((40, 30) if orientation < 5 else (30, 40))
    right, bottom = upright.width - 1, upright.height - 1
    corners = {"top left": (0, 0), "top right": (right, 0), "bottom left": (0, bottom), "bottom right": (right, bottom)}
    assert [name for name, at in corners.items() if upright.getpixel(at) == (255, 0, 0)] == [CORNERS[orientation]]


def test_what_is_seen_through_stays_so():
    prepared = prepare(encoded("PNG", mode="RGBA", colour=(0, 0, 128, 100)))
    assert opened(prepared).getpixel((0, 0)) == (0, 0, 128, 100)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK"])
def test_every_way_of_storing_colours_is_read(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(prepare(encoded(kind, mode=mode, colour=0))).mode in ("L", "RGB")


def test_of_a_file_with_several_pictures_the_first_is_kept():
    """Telephones put a second, smaller picture into their JPEG files."""
    out = io.BytesIO()
    first, second = Image.new("RGB", (40, 30), "navy"), Image.new("RGB", (20, 15), "red")
    first.save(out, "MPO", save_all=True, append_images=[second])
    prepared = prepare(out.getvalue())
    assert (prepared.extension, prepared.width, prepared.height) == ("jpg", 40, 30)
    assert getattr(opened(prepared), "n_frames", 1) == 1


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("page.html", f"<script>{HIDDEN}</script>")
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("tail", [archive(), f"<script>alert('{HIDDEN}')</script>".encode()], ids=["archive", "script"])
def test_a_picture_that_is_something_else_too_is_only_a_picture_afterwards(kind, tail):
    prepared = prepare(encoded(kind) + tail)
    assert not zipfile.is_zipfile(io.BytesIO(prepared.data))
    assert HIDDEN.encode() not in prepared.data
    assert b"<script" not in prepared.data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7",
        archive(),
        encoded("GIF"),
        encoded("BMP"),
        encoded("TIFF"),
    ],
    ids=["nothing", "text", "svg", "pdf", "archive", "gif", "bmp", "tiff"],
)
def test_only_jpeg_png_and_webp_are_taken(data):
    for look in (prepare, extension_of):
        with pytest.raises(NotAPicture) as told:
            look(data)
        assert (told.value.what, told.value.remedy) == (
            "is no picture that we can read",
            "use a JPEG, PNG or WebP file",
        )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_half_a_picture_is_refused(kind):
    whole = encoded(kind, size=(400, 300), mode="RGB", colour="navy")
    with pytest.raises(NotAPicture):
        prepare(whole[: len(whole) // 2])


def test_a_file_that_is_too_large_is_not_even_opened(monkeypatch):
    monkeypatch.setattr(pictures, "LARGEST_FILE", 1024 * 1024)
    with pytest.raises(NotAPicture, match="is 2 MB large: make it smaller: 1 MB is the limit"):
        prepare(bytes(2 * 1024 * 1024))


def test_a_small_file_with_very_many_pixels_is_refused_before_they_are_unfolded():
    bomb = encoded("PNG", size=(8000, 5001), mode="1", colour=0)
    assert len(bomb) < 20_000
    with pytest.raises(NotAPicture, match="has 8000 × 5001 pixels: scale it down to 40 million at most"):
        prepare(bomb)


def test_a_file_that_claims_absurdly_many_pixels_is_refused():
    header = bytearray(encoded("PNG"))
    header[16:24] = (100_000).to_bytes(4) + (100_000).to_bytes(4)
    with pytest.raises(NotAPicture):
        prepare(bytes(header))


@pytest.mark.parametrize(
    "notes",
    [
        b"II*\0\xff\xff\xff\xff" + b"\xff" * 40,
        # A number that is no number, beside the one that says which way is up.
        b"II*\0\x08\0\0\0\x02\0" + b"\x12\x01\x03\0\x01\0\0\0\x01\0\0\0" + b"\x01\x01\x02\0\x02\0\0\0ab\0\0" + bytes(4),
        b"nonsense",
    ],
)
def test_odd_notes_of_a_camera_do_not_keep_a_picture_out(notes):
    assert prepare(encoded("JPEG", exif=b"Exif\0\0" + notes)).width == 40


def test_the_same_file_has_the_same_id_at_the_same_record():
    one, other = encoded(), encoded(colour="red")
    assert id_from_content("forum/a", one) == id_from_content("forum/a", one)
    ids = {id_from_content("forum/a", one), id_from_content("forum/b", one), id_from_content("forum/a", other)}
    assert len(ids) == 3
