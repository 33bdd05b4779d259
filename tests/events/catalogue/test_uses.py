"""Everything that names a thing is told, whoever sees it, in a fixed number of queries."""

from typing import Any

import pytest
from django.db.models import ProtectedError

from events.catalogue.uses import uses, waiting_drafts
from events.editorial import drafting, drafts
from events.models import FollowUp, Institution, Party, Signatory
from tests import make

pytestmark = pytest.mark.django_db


def told(thing):
    return {
        str(group.heading): sorted((use.record.title_en, use.words, use.is_public) for use in group.uses)
        for group in uses(thing)
    }


def test_what_names_an_institution_is_told_by_kind():
    body = make.institution("Harbour University")
    make.agreement("Paper", parties=[body])
    draft = make.agreement("Draft", parties=[body], published=False)
    Signatory.objects.create(agreement=draft, person=make.person(), institution=body)
    make.forum("Seminar", organisers=[body])
    make.institution("Quay School", parent=body)
    make.milestone("Opening", institutions=[body])
    make.appointment(make.person("Lee"), "President", institution=body)
    assert told(body) == {
        "Parties · institution": [("Draft", "", False), ("Paper", "", True)],
        "Signatories · on behalf of": [("Draft", "", False)],
        "Organisers · institution": [("Seminar", "", True)],
        "Institutions · part of": [("Quay School", "", True)],
        "Milestones": [("Opening", "", True)],
        "Appointments · institution": [("Lee", "", True)],
    }
    assert (uses(body).total, uses(body).public) == (7, 5)


def test_what_rests_on_a_source_is_told():
    source = make.source("We met.")
    forum = make.forum("Seminar")
    make.claim(forum, source=source, quote="We met.")
    make.claim(make.milestone("Opening"), decision="corrected", reported="x", reason_en="y", evidence=[source])
    paper = make.agreement("Paper")
    FollowUp.objects.create(agreement=paper, kind="activity", date="2025", text_en="They met.", source=source)
    assert told(source) == {
        "Claims · source": [("Seminar", "·: We met.", True)],
        "Claims": [("Opening", "", True)],
        "Follow-ups · source": [("Paper", "They met.", True)],
    }


@pytest.mark.parametrize(
    ("make_term", "name"), [(make.sector, "sectors"), (make.city, "cities"), (make.strategy, "strategies")]
)
def test_what_is_filed_under_a_term_is_told(make_term, name):
    term = make_term("ports")
    values: dict[str, Any] = {name: [term]}
    make.milestone("Opening", **values)
    assert told(term) == {"Records": [("Opening", "", True)]}


def test_a_draft_that_waits_is_a_use():
    body = make.institution("Harbour University", published=False)
    agreement = make.agreement("Paper")
    with drafts.beside_live(agreement, by=make.user("Editors")) as beside:
        Party.objects.create(agreement=agreement, institution=body, position=9)
        beside.remember(agreement)
    assert told(body) == {"Waiting drafts": [("Paper", "", True)]}
    assert [record.pk for record in waiting_drafts(body)] == [agreement.pk]
    with pytest.raises(ProtectedError):
        drafting.delete(body, by="tests")
    drafts.discard(agreement, by="tests")
    drafting.delete(body, by="tests")
    assert not Institution.objects.filter(pk=body.pk).exists()


def test_what_nothing_names_is_not_used():
    assert not uses(make.institution())


@pytest.mark.parametrize("count", [1, 3, 60])
def test_uses_take_as_many_queries_for_many_as_for_one(count, django_assert_num_queries):
    body = make.institution()
    for number in range(count):
        make.agreement(f"Paper {number:02}", parties=[body])
    with django_assert_num_queries(9):
        [group] = uses(body)
        assert (group.total, group.public, len(group.uses), group.more) == (
            count,
            count,
            min(count, 50),
            max(0, count - 50),
        )
        assert all(use.record.title_en and use.words == "" for use in group.uses)
