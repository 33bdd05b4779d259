"""Pictures as the portal stores them: re-encoded, without what cameras and programs hide in a file."""

import io
import struct
import uuid
import warnings
from dataclasses import dataclass
from hashlib import sha256

from PIL import ExifTags, Image, ImageCms

LARGEST_FILE = 20 * 1024 * 1024
# A PNG of some kilobytes can unfold into gigabytes of memory.
MOST_PIXELS = 40_000_000

_EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_OPTIONS = {"JPEG": {"quality": 90, "progressive": True}, "PNG": {"optimize": True}, "WEBP": {"quality": 90}}


_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class NotAPicture(Exception):
    """Raised with what is wrong and what to do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what}: {remedy}")


@dataclass(frozen=True)
class Prepared:
    """A picture ready to be stored."""

    data: bytes
    extension: str
    width: int
    height: int


def prepare(data: bytes) -> Prepared:
    """Turn the picture upright, drop everything but its pixels, and encode it anew. Raises NotAPicture."""
    picture, kind = _opened(data)
    try:
        upright = _in_srgb(_upright(picture))
        upright.info.clear()
        out = io.BytesIO()
        upright.save(out, kind, **_OPTIONS[kind])  # type: ignore[arg-type]
    except (OSError, SyntaxError, ValueError) as error:
        raise NotAPicture(f"is damaged ({error})", "export it again") from error
    return Prepared(out.getvalue(), _EXTENSIONS[kind], upright.width, upright.height)


def extension_of(data: bytes) -> str:
    """jpg, png or webp, from a look at the head of the file. Raises NotAPicture."""
    return _EXTENSIONS[_opened(data)[1]]


def id_from_content(record: str, data: bytes) -> uuid.UUID:
    """The same id for the same file at the same record, so that it is stored once however often it comes."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"picture:{record}:{sha256(data).hexdigest()}")


def _opened(data: bytes) -> tuple[Image.Image, str]:
    if len(data) > LARGEST_FILE:
        remedy = f"make it smaller: {LARGEST_FILE // 1024 // 1024} MB is the limit"
        raise NotAPicture(f"is {len(data) / 1024 / 1024:.0f} MB large", remedy)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data), formats=[*_EXTENSIONS])
    except Image.DecompressionBombError:
        raise NotAPicture("has far too many pixels", "scale it down") from None
    except (OSError, SyntaxError, ValueError) as error:
        raise NotAPicture("is no picture that we can read", "use a JPEG, PNG or WebP file") from error
    if picture.width * picture.height > MOST_PIXELS:
        what = f"has {picture.width} × {picture.height} pixels"
        raise NotAPicture(what, f"scale it down to {MOST_PIXELS // 1_000_000} million at most")
    # Telephones put several pictures into one JPEG file; Pillow gives that a name of its own.
    return picture, "JPEG" if picture.format == "MPO" else str(picture.format)


def _upright(picture: Image.Image) -> Image.Image:
    """The picture as it was meant to be seen. Pillow's own function would also write the camera's notes anew, and fail
    on those that it can't write."""
    picture.load()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            turned = _TURNED.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, struct.error):
        return picture
    return picture if turned is None else picture.transpose(turned)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Plain colours, since the profile goes with the rest of the hidden data."""
    profile = picture.info.get("icc_profile")
    mode = "RGBA" if picture.has_transparency_data and picture.format != "JPEG" else "RGB"
    plain = picture.convert("L" if picture.mode in ("L", "1") else mode)
    if profile and plain.mode != "L":
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(plain, own, ImageCms.createProfile("sRGB"), outputMode=plain.mode) or plain
        except ImageCms.PyCMSError:
            return plain
    return plain
