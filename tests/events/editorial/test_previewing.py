"""A record as it would be published, while a page is rendered and no longer."""

import threading
import time
import uuid

import pytest
from django.db import connection, connections
from django.utils import timezone

from events.editorial.drafts import discard
from events.editorial.obstacles import Obstacles, obstacles
from events.editorial.previewing import as_drafted, previewed
from events.editorial.publishing import publish, withdraw
from events.editorial.revisions import keep_draft, snapshot
from events.editorial.versions import ChangedMeanwhile
from events.models import OldAddress, Party, Record, Revision, Source
from events.models.states import Status
from tests import make
from tests.events.editorial.told import readers_notice_nothing

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make.user("Editors", username="anna")


@pytest.fixture
def ben():
    return make.user("Publishers", username="ben")


def preview(record, **asked):
    return previewed(record.pk, seen=Record.objects.get(pk=record.pk).version, **asked)


def tables():
    """All that previews could change."""
    rows = [
        (model.__name__, sorted(map(repr, model.objects.values_list())))
        for model in (Record, Revision, OldAddress, Source, Party)
    ]
    return rows + [sorted(map(repr, snapshot(record))) for record in Record.objects.all()]


def test_a_preview_is_what_publishing_leaves_in_the_tables(anna, ben):
    """Columns, rows, addresses, sources, the number and the names by which it is found."""
    fund = make.institution("Ebb Fund", published=True)
    record = make.agreement("Live", slug="live")
    with_draft = make.draft(record, anna, title_en="Drafted", slug="drafted")
    state = with_draft.draft.data
    party = next(row for row in state if row["model"] == "events.party")
    party["fields"]["institution"] = str(fund.pk)
    closed = make.source(is_public=False)
    claim = next(row for row in state if row["model"] == "events.claim")
    claim["fields"]["source"] = str(closed.pk)
    Revision.objects.filter(pk=with_draft.draft_id).update(data=state)

    def readers_see():
        fresh = record.__class__.objects.get(pk=record.pk)
        return (
            fresh.title_en, fresh.slug, fresh.status, fresh.published_version, fresh.published_note, fresh.folded_names,
            [str(row.institution) for row in fresh.parties.all()],
            [*OldAddress.objects.values_list("slug", "record")],
            Source.objects.get(pk=closed.pk).is_public,
        )  # fmt: skip

    before = tables()
    with readers_notice_nothing(), preview(record):
        previewing = readers_see()
    assert tables() == before
    publish(record, by=ben)
    assert readers_see() == previewing
    assert previewing[:6] == ("Drafted", "drafted", Status.PUBLISHED, 2, "", "drafted")
    assert "Ebb Fund" in previewing[6] and previewing[7:] == ([("live", record.pk)], True)


def test_what_was_never_public_is_shown_as_if_it_were_whatever_stands_against_it():
    record = make.agreement("New", parties=[make.institution("Hidden", published=False)], published=False)
    assert obstacles(record)
    with preview(record) as shown:
        assert (shown.status, shown.published_version, shown.title_en) == (Status.PUBLISHED, 1, "New")
        assert abs(timezone.now() - shown.published_at).total_seconds() < 60
        assert Record.objects.get(title_en="Hidden").status == Status.DRAFT
    record.refresh_from_db()
    assert (record.status, record.published_at) == (Status.DRAFT, None)


def test_what_was_withdrawn_is_shown_as_it_would_come_back(anna, ben):
    record, other = make.institution("Twice"), make.institution("Once")
    withdraw(record, by=ben, reason="The same as once.", leads_to=other)
    make.draft(record, anna, title_en="Not the same")
    with preview(record) as shown:
        assert (shown.status, shown.leads_to_id, shown.withdrawn_reason) == (Status.PUBLISHED, None, "")
        assert shown.title_en == "Not the same"
    record.refresh_from_db()
    assert (record.status, record.leads_to_id) == (Status.WITHDRAWN, other.pk)


def test_any_revision_can_be_shown_and_what_was_published_keeps_its_number_and_day(anna, ben):
    record = make.draft(make.milestone("First"), anna, title_en="Second")
    publish(record, by=ben, note="Now the second.")
    record = make.draft(record, anna, title_en="Third")
    second, first = record.revisions.published().order_by("-number")
    with preview(record, revision=first.pk) as shown:
        assert (shown.title_en, shown.published_version, shown.published_at) == ("First", 1, first.at)
    with preview(record, revision=second.pk) as shown:
        assert shown.published_note == "Now the second."
    kept = keep_draft(record.pk, second.data, by=None)
    with preview(record, revision=kept.pk) as shown:
        assert (shown.title_en, shown.published_version, shown.published_note) == ("Second", 3, "")
        assert shown.published_at > second.at


@pytest.mark.parametrize("ended", ["saved again", "discarded", "published", "deleted", "a revision of another"])
def test_a_preview_ends_with_the_version_that_it_was_made_for(ended, anna, ben):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    seen, revision = record.version, None
    if ended == "saved again":
        make.draft(record, anna, title_en="Drafted again")
    elif ended == "discarded":
        discard(record, by=anna)
    elif ended == "published":
        publish(record, by=ben)
    elif ended == "deleted":
        record.pk = uuid.uuid4()
    else:
        revision = make.milestone().revisions.get().pk
    with pytest.raises(ChangedMeanwhile), previewed(record.pk, seen=seen, revision=revision):
        pytest.fail("It was shown.")


def test_what_the_database_refuses_is_told(anna):
    record = make.draft(make.milestone("Live", slug="live"), anna, slug="wanted")
    make.milestone("Other", slug="wanted")
    with pytest.raises(Obstacles, match="can’t stand beside what was saved since"), preview(record):
        pytest.fail("It was shown.")
    assert Record.objects.get(pk=record.pk).slug == "live"


def test_a_page_that_fails_leaves_nothing_behind(anna):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    before = tables()

    def fail():
        with preview(record):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert tables() == before


def test_the_columns_of_a_draft_are_read_without_touching_the_tables(anna, django_assert_num_queries):
    record = make.draft(make.milestone("Live", slug="live"), anna, slug="drafted", title_en="Drafted")
    first = record.revisions.published().get()
    record = Record.objects.select_related("draft").get(pk=record.pk)
    with django_assert_num_queries(0):
        drafted, earlier = as_drafted(record), as_drafted(record, first)
    assert (drafted.slug, str(drafted.title), str(drafted.start)) == ("drafted", "Drafted", "2024-10-14")
    assert (earlier.slug, record.slug) == ("live", "live")


# At the same time


def alongside(deed):
    """Do it in a thread with a connection of its own; the thread, and a list with how long it took or what it raised."""
    told: list[float | Exception] = []

    def run():
        began = time.monotonic()
        try:
            deed()
            told.append(time.monotonic() - began)
        except Exception as wrong:
            told.append(wrong)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, told


@pytest.mark.django_db(transaction=True)
def test_previews_of_two_records_wait_for_each_other_only_where_one_writes_at_a_time(anna):
    shared = make.source(is_public=False)
    first, second = (make.draft(make.milestone(name), anna, title_en=f"{name} drafted") for name in ("One", "Two"))
    for record in (first, second):
        make.claim(record, source=shared)
    seen = []

    def look():
        with preview(second) as shown:
            seen.append(shown.title_en)

    with preview(first):
        thread, told = alongside(look)
        if connection.features.has_select_for_update:
            thread.join(timeout=20)
            assert seen == ["Two drafted"]
        else:
            assert seen == []
    thread.join(timeout=20)
    assert seen == ["Two drafted"] and isinstance(told[0], float)


@pytest.mark.django_db(transaction=True)
def test_two_of_one_record_and_its_publication_come_one_after_the_other(anna, ben):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    seen = []

    def look():
        with preview(record) as shown:
            seen.append(shown.title_en)

    with preview(record) as shown:
        seen.append(shown.title_en)
        others = [alongside(look), alongside(lambda: publish(record, by=ben))]
    for thread, _told in others:
        thread.join(timeout=20)
    assert [type(told[0]) for _thread, told in others] == [float, float] or isinstance(
        others[0][1][0], ChangedMeanwhile
    )
    assert set(seen) == {"Drafted"}
    assert Record.objects.get(pk=record.pk).title_en == "Drafted"
