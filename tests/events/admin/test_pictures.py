"""Pictures at the desk: a focus beside the file, and one logo for an institution."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events.models.renditions import renditions_of
from tests import make
from tests.events.admin.typing import add_row, problems, shown
from tests.events.editorial.test_renditions import shot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _editor(client):
    client.force_login(make.user("Editors"))


def change(record):
    return reverse(f"admin:events_{record.kind}_change", args=[record.pk])


def upload(size=(900, 600)):
    return SimpleUploadedFile("Shot.JPG", shot(size), "image/jpeg")


def test_an_uploaded_picture_has_its_focus_and_its_renditions(client):
    report = make.report(published=False)
    data = shown(client.get(change(report)))
    row = add_row(data, "pictures", alt_en="The pier", credit="A. Lane", focus_x="20", focus_y="80")
    assert client.post(change(report), {**data, f"{row}-file": upload()}).status_code == 302
    picture = report.pictures.get()
    assert (picture.focus_x, picture.focus_y, picture.width) == (20, 80, 900)
    names = [rendition.name for rendition in renditions_of(picture)]
    assert f"renditions/{picture.pk}-jpg-cut-20-80-480.avif" in names
    assert all(default_storage.exists(name) for name in names)


def test_a_focus_outside_of_the_picture_is_told(client):
    report = make.report(published=False)
    data = shown(client.get(change(report)))
    row = add_row(data, "pictures", alt_en="The pier", credit="A. Lane", focus_x="101", focus_y="50")
    told = problems(client.post(change(report), {**data, f"{row}-file": upload()}))
    assert told == ["pictures-0-focus_x: Ensure this value is less than or equal to 100."]


def test_an_institution_has_one_logo_and_needs_none(client):
    body = make.institution(published=False)
    page = client.get(change(body))
    assert client.post(change(body), {**shown(page), "website": "https://a.example/"}).status_code == 302
    data = shown(client.get(change(body)))
    row = add_row(data, "pictures", alt_en="Logo of the body", credit="The body")
    assert client.post(change(body), {**data, f"{row}-file": upload((300, 200))}).status_code == 302
    data = shown(client.get(change(body)))
    assert data["pictures-MAX_NUM_FORMS"] == "1"
    row = add_row(data, "pictures", alt_en="Another", credit="The body")
    response = client.post(change(body), {**data, f"{row}-file": upload((300, 200))})
    assert response.status_code == 200
    assert body.pictures.count() == 1
