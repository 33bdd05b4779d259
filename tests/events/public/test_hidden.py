"""What is not public is on no public page, whatever points at it."""

import pytest

from events.models import Organiser, Participation, Party, Record
from events.models.states import Status
from tests import make
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db

MARKER = "zq7secretzq7"


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_no_word_of_a_record_that_is_not_public_is_on_any_page(client, status):
    pages = whole_record().pages
    hidden = {
        "status": status,
        "title_en": MARKER,
        "title_zh_hant": MARKER,
        "summary_en": MARKER,
        "note_en": MARKER,
        "editor_note": MARKER,
        "withdrawn_reason": MARKER if status == Status.WITHDRAWN else "",
        "published": False,
    }
    forum, agreement = Record.objects.get(kind="forum"), Record.objects.filter(kind="agreement").first()
    body = make.institution(sectors=["finance"], **hidden)
    someone = make.person(**hidden)
    Organiser.objects.create(forum=forum.as_forum, institution=body, position=9)
    Participation.objects.create(forum=forum.as_forum, person=someone, capacity="co-chair", position=9)
    Party.objects.create(agreement=agreement.as_agreement, institution=body, position=9)
    make.forum(series=forum.as_forum.series, edition=9, sectors=["finance"], **hidden)
    make.agreement(forum=forum.as_forum, sectors=["finance"], **hidden)
    make.milestone(institutions=[Record.objects.get(slug="harbour").as_institution], **hidden)
    make.report(forums=[forum.as_forum], **hidden)
    rejected = make.source(MARKER, title=MARKER, publisher=MARKER, slug="hidden-source", is_public=False)
    make.claim(forum, "title", source=rejected, quote=MARKER)
    make.claim(forum, "theme", quote=f"{MARKER} rumour", decision="rejected", reason_en=MARKER)

    for name, path in {**pages, "hidden source": "/en/sources/hidden-source/"}.items():
        for language in ("en", "zh-hant"):
            page = client.get(path.replace("/en/", f"/{language}/", 1)).text
            assert MARKER not in page, f"{name} in {language}"


def test_private_notes_of_public_records_stay_private(client):
    pages = whole_record().pages
    Record.objects.update(editor_note=MARKER)
    for name, path in pages.items():
        assert MARKER not in client.get(path).text, name


def test_what_is_typed_is_never_code(client):
    attack = "<svg onload=alert(1)>\"'><script>alert(2)</script>"
    pages = whole_record().pages
    Record.objects.update(title_en=attack, summary_en=attack, note_en=attack)
    for name, path in {**pages, "query": f"/en/timeline/?q={attack}&from={attack}"}.items():
        page = client.get(path).text
        assert "<svg onload" not in page and "<script>alert" not in page, name
