"""Pictures are kept by browsers for a year, and are nothing but pictures."""

import pytest

HEADERS = ("Content-Type", "Cache-Control", "X-Content-Type-Options")


@pytest.fixture
def folder(settings):
    (settings.MEDIA_ROOT / "renditions").mkdir(parents=True, exist_ok=True)
    return settings.MEDIA_ROOT / "renditions"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.avif", "image/avif"), ("a.webp", "image/webp"), ("a.jpg", "image/jpeg"), ("a.png", "image/png")],
)
def test_a_picture_says_what_it_is_and_may_be_kept(client, folder, name, kind):
    (folder / name).write_bytes(b"picture")
    response = client.get(f"/media/renditions/{name}")
    assert b"".join(response) == b"picture"
    told = [response[header] for header in HEADERS]
    assert told == [kind, "public, max-age=31536000, immutable", "nosniff"]


@pytest.mark.parametrize("name", ["page.html", "script.js", "drawing.svg", "README", "a.jpg.html", ".htaccess"])
def test_what_is_no_picture_is_not_served(client, folder, name):
    (folder / name).write_text("<script>alert(1)</script>")
    assert client.get(f"/media/renditions/{name}").status_code == 404


@pytest.mark.parametrize("path", ["../db.sqlite3", "..%2Fsecret.png", "renditions/", ""])
def test_nothing_else_of_the_machine_is_served(client, folder, path):
    (folder.parent.parent / "secret.png").write_bytes(b"secret")
    assert client.get(f"/media/{path}").status_code in (400, 404)
