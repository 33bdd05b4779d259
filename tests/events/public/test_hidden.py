"""What is not public is on no public page, whatever points at it."""

import secrets
from datetime import timedelta

import pytest
from django.urls import resolve

from events.models import FollowUp, Organiser, Participation, Party, Record, Sector, Signatory, Source, Statement
from events.models.states import Status
from events.web.previews import link_to_draft
from tests import make
from tests.events.public.addresses import addresses
from tests.events.public.marked import Marked, tables_of_text
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db

MARKER = "zq7secretzq7"

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
    ("notthesame", "by_name"),
}


def pages_of_the_site(client):
    """(address, words) of every page of every route, for every record, source and sector that there is."""
    slugs = {slug for model in (Record, Source, Sector) for slug in model.objects.values_list("slug", flat=True)}
    values = {
        "slug": sorted(slugs),
        "other": institutions(),
        "year": [2024],
        "month": [10],
        "number": [99],
        "path": ["pictures/none.png", *(record.get_absolute_url()[1:] for record in Record.objects.all())],
        "token": [token_of_a_preview()],
    }
    for path in addresses(values):
        yield path, client.get(path).content.decode(errors="replace")
    for kind, slug in Record.objects.filter(kind__in=["institution", "person", "forum"]).values_list("kind", "slug"):
        yield slug, client.get("/en/timeline/", {kind: slug}).text


def token_of_a_preview():
    """Of a record that rests on no hidden source: publishing it would open none, and so the preview opens none."""
    link = link_to_draft(Record.objects.published().filter(kind="milestone").first(), lasts=timedelta(days=7))
    return resolve(link.address).kwargs["token"]


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


def test_no_word_of_what_is_not_public_is_on_any_page_and_every_word_of_a_public_twin_is(client):
    public = Marked(f"shown{secrets.token_hex(4)}", Status.PUBLISHED)
    hidden = [
        Marked(f"hidden{secrets.token_hex(4)}", status) for status in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN)
    ]
    for one in hidden:
        point_at(one, public)
    for one in hidden:
        if one.status == Status.WITHDRAWN:
            del one.marks["record", "withdrawn_reason"]  # told to those who come to its old address

    leaks = set()
    unseen = dict(public.marks)
    for path, words in pages_of_the_site(client):
        unseen = {place: mark for place, mark in unseen.items() if mark not in words}
        for one in hidden:
            leaks |= {(path, one.status, place) for place, mark in one.marks.items() if mark in words}
            leaks |= {(path, one.status, slug) for slug in slugs_of(one) if slug in words and slug not in path}

    assert leaks == set()
    assert set(unseen) == FOR_EDITORS


def slugs_of(marked):
    return [record.slug for record in marked.records] + [marked.source.slug]


def test_every_table_with_words_of_people_is_among_the_marked():
    assert {table for table, _column in Marked("here", Status.DRAFT).marks} == tables_of_text()


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
