"""What is not public is on no public page, whatever points at it."""

import re
import secrets
from datetime import timedelta
from typing import Any

import pytest
from django import shortcuts
from django.apps import apps
from django.http import HttpResponse
from django.urls import resolve
from django.utils.translation import get_language

from events.models import FollowUp, Organiser, Participation, Party, Record, Sector, Signatory, Source, Statement
from events.models.states import Status
from events.public import cards, errors
from events.web.previews import link_to_draft
from tests import make
from tests.events.public.addresses import addresses
from tests.events.public.marked import Marked, tables_of_text
from tests.events.public.unread import COLUMNS, columns_of_json, keep_unread, keep_versions
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db

MARKER = "zq7secretzq7"

SECTIONS = {
    "forums": "forum",
    "reports": "report",
    "agreements": "agreement",
    "institutions": "institution",
    "people": "person",
    "milestones": "milestone",
    "sectors": "sector",
    "sources": "source",
}

# Words that readers never get, even of a record that is public.
FOR_EDITORS = {
    ("record", "editor_note"),
    ("record", "folded_names"),  # what lists are searched by
    ("record", "withdrawn_reason"),
    ("claim", "quote"),  # pages cut the passage out of the stored text
    ("journalentry", "by_name"),
    ("journalentry", "subject"),
    ("journalentry", "note"),
    ("journalentry", "origin"),
    ("comment", "text"),
    ("comment", "by_name"),
    ("comment", "resolved_by_name"),
    ("schedule", "note"),
    ("schedule", "failed"),
    ("merge", "kept_name"),
    ("merge", "gone_name"),
    ("merge", "note"),
    ("merge", "by_name"),
    ("merge", "undone_by_name"),
    ("notthesame", "reason"),
    ("translation", "made_from_words"),
    ("translation", "by_name"),
    ("notthesame", "by_name"),
}


@pytest.fixture
def in_words(monkeypatch):
    """Cards as the words that are drawn, where a mark can be found; and the page that says of an address that nothing is
    there, which is told nothing but the language, set once for each."""
    monkeypatch.setattr(cards, "drawn", lambda card: repr(card).encode())
    once: dict[str, str] = {}

    def render(request, template, context=None, **kwargs):
        if context is not None or get_language() not in once:
            page = shortcuts.render(request, template, context, **kwargs)
            once[get_language()] = page.text.replace(request.path.strip("/").partition("/")[2], "")
        return HttpResponse(once[get_language()], **kwargs)

    monkeypatch.setattr(errors, "render", render)


def pages_of_the_site(client):
    """(address, words) of every page of every route, for every record, source and sector that there is."""
    signed = tokens()
    slugs = {slug for model in (Record, Source, Sector) for slug in model.objects.values_list("slug", flat=True)}
    values = {
        "slug": sorted(slugs),
        "other": institutions(),
        "year": [2024],
        "month": [10],
        "number": [99],
        "path": ["pictures/none.png", *(record.get_absolute_url()[1:] for record in Record.objects.all())],
        "token": signed,
    }
    for path in (path for path in addresses(values) if path.startswith("/en/") or not is_of_another_kind(path)):
        yield path, client.get(path).content.decode(errors="replace")
    for kind, slug in Record.objects.filter(kind__in=["institution", "person", "forum"]).values_list("kind", "slug"):
        yield slug, client.get("/en/timeline/", {kind: slug}).text
    yield "/oembed/", client.get("/oembed/", {"url": "http://testserver/en/timeline/"}).text


def is_of_another_kind(path):
    """Whether a section is asked for what stands in another: nothing is there in any language, so one is enough."""
    section, slug = ([*path.split("/"), "", ""][place] for place in (2, 3))
    if not slug or section not in SECTIONS:
        return False
    table = apps.get_model("events", SECTIONS[section])
    return not table._default_manager.filter(slug=slug).exists()


def tokens():
    """One that we signed for a record that has no draft, and one for a draft that someone else wrote."""
    drafted = Record.objects.filter(draft__isnull=False).first()
    ours, forged = (
        resolve(link_to_draft(record, lasts=timedelta(days=7)).address).kwargs["token"]
        for record in (make.milestone(), drafted)
    )
    return [ours, f"{forged[:-8]}AAAAAAAA"]


def institutions():
    return list(Record.objects.filter(kind="institution").order_by("slug").values_list("slug", flat=True))


def point_at(hidden, public):
    """Everything in a public record that can name another names a hidden one."""
    Organiser.objects.create(forum=public.forum, institution=hidden.institution, position=9)
    Participation.objects.create(
        forum=public.forum, person=hidden.person, capacity="co-chair", appointment=hidden.office, position=9
    )
    Statement.objects.create(forum=public.forum, person=hidden.person, kind="proposal", text_en="So", language="en")
    Party.objects.create(agreement=public.agreement, institution=hidden.institution, position=9)
    Signatory.objects.create(agreement=public.agreement, person=hidden.person, institution=hidden.institution)
    FollowUp.objects.create(
        agreement=public.agreement,
        kind="renewed",
        date="2025",
        text_en="So",
        source=hidden.source,
        other=hidden.agreement,
    )
    signed_there = make.agreement(parties=[public.institution])
    signed_there.forum = hidden.forum
    signed_there.save()
    make.appointment(public.person, institution=hidden.institution)
    make.appointment(hidden.person, institution=public.institution)
    make.institution(parent=hidden.institution, successor=hidden.institution)
    public.milestone.institutions.add(hidden.institution)
    public.report.forums.add(hidden.forum)
    public.report.agreements.add(hidden.agreement)
    # And the other way round: hidden records that name public ones.
    hidden.milestone.institutions.add(public.institution)
    hidden.report.forums.add(public.forum)
    hidden.report.agreements.add(public.agreement)
    hidden.institution.parent = hidden.institution.successor = public.institution
    hidden.institution.save(update_fields=["parent", "successor"])
    Party.objects.create(agreement=hidden.agreement, institution=public.institution, position=9)
    Participation.objects.create(forum=hidden.forum, person=public.person, capacity="guest")
    Organiser.objects.create(forum=hidden.forum, institution=public.institution, position=9)
    # What rests on a source that isn't public, and what nobody accepted.
    make.claim(public.forum, "theme", source=hidden.source)
    make.claim(
        public.forum, "", decision="corrected", reported="R", reason_en="R", evidence=[hidden.source], quote="Read out"
    )
    decided = [
        make.claim(
            public.forum, "start", source=public.source, quote="words", decision=decision, reported="-", reason_en="-"
        )
        for decision in ("proposed", "rejected")
    ]
    for row in decided:
        hidden.marks.update({("claim", f"{row.decision} {column}"): mark for (_, column), mark in hidden.mark(row)})


def test_no_word_of_what_is_not_public_is_on_any_page_and_every_word_of_a_public_twin_is(client, in_words):
    public = Marked(f"shown{secrets.token_hex(4)}", Status.PUBLISHED)
    hidden = [
        Marked(f"hidden{secrets.token_hex(4)}", status) for status in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN)
    ]
    for one in hidden:
        point_at(one, public)
        keep_versions(one, one.prefix)
        if one.status == Status.WITHDRAWN:
            del one.marks["record", "withdrawn_reason"]  # told to those who come to its old address
    unread, past = (f"{word}{secrets.token_hex(4)}" for word in ("unread", "past"))
    keep_unread(public, unread, by=make.user("Publishers", username=f"{unread}who"))
    keep_versions(public, past)
    # What an earlier version said for editors is still for them alone.
    not_in_versions = {place: f"{past}.{place[0]}.{place[1]}." for place in FOR_EDITORS}

    leaks: set[tuple[Any, ...]] = set()
    unseen = dict(public.marks)
    for path, words in pages_of_the_site(client):
        unseen = {place: mark for place, mark in unseen.items() if mark not in words}
        for one in hidden:
            if one.prefix in words:
                leaks |= {(path, one.status, place) for place, mark in one.marks.items() if mark in words}
                leaks |= {(path, one.status, slug) for slug in slugs_of(one) if slug in words and slug not in path}
        if unread in words:
            leaks |= {(path, found) for found in re.findall(rf"{unread}[\w.-]*", words)}
        if past in words:
            leaks |= {(path, place) for place, mark in not_in_versions.items() if mark in words}

    assert leaks == set()
    assert set(unseen) == FOR_EDITORS


def slugs_of(marked):
    return [record.slug for record in marked.records] + [marked.source.slug]


def test_every_table_with_words_of_people_is_among_the_marked():
    assert {table for table, _column in Marked("here", Status.DRAFT).marks} == tables_of_text()


def test_every_column_of_json_is_among_the_marked(client):
    assert columns_of_json() == COLUMNS
    keep_unread(Marked("shown", Status.PUBLISHED), "unread", by=make.user("Publishers"))
    for table, column in COLUMNS:
        kept = apps.get_model("events", table)._default_manager.values_list(column, flat=True)
        assert "unread" in str(list(kept)), (table, column)


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
