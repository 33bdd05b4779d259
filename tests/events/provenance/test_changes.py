"""What changed between two states, in a reader's words."""

import copy
import json
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from django.template.loader import render_to_string
from django.utils import translation
from PIL import Image

from events.editorial.revisions import snapshot
from events.models import (
    Agreement,
    Claim,
    FollowUp,
    Forum,
    LookUp,
    Name,
    Organiser,
    Participation,
    Party,
    Picture,
    Record,
    Session,
    Signatory,
    Statement,
)
from events.provenance.changes import compare
from events.provenance.states import content
from tests import make
from tests.pace import milliseconds

pytestmark = pytest.mark.django_db


def told(changes):
    """(place without ids, did, heading, row, before, after), in plain words."""
    return [
        (
            "/".join(step if len(step) < 36 else "…" for step in change.place.split("/")),
            change.did,
            change.heading,
            *(words(parts) for parts in (change.row, change.before, change.after)),
        )
        for change in changes
    ]


def words(parts):
    return " · ".join(f"{part.label}: {part.words}" if part.label else str(part.words) for part in parts)


def between(record, **changes):
    """What compares as changed when the columns of a record have these values."""
    before = snapshot(record)
    type(record).objects.filter(pk=record.pk).update(**changes)
    return compare(before, snapshot(record))


def picture(record):
    dot = BytesIO()
    Image.new("1", (1, 1)).save(dot, "PNG")
    return Picture.objects.create(
        record=record, file=ContentFile(dot.getvalue(), "dot.png"), alt_en="A port", credit="Someone"
    )


def pieces(change):
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[piece.did].format(piece.text) for piece in change.pieces)


# Columns


def test_nothing_changed_between_a_state_and_itself_or_what_the_tables_keep_of_work_on_it():
    forum = make.forum(organisers=[make.institution()])
    before = snapshot(forum)
    Record.objects.filter(pk=forum.pk).update(version=9, folded_names="other", status="withdrawn", withdrawn_reason="R")
    Claim.objects.filter(record=forum).update(by=make.user())
    assert compare(before, before) == compare(before, snapshot(forum)) == compare([], []) == []


def test_columns_are_told_in_words():
    forum = make.forum(start="2024-10", series=make.series(), attendance=160, attendance_qualifier="about")
    changes = between(
        forum, start="2024-10-14", series=None, attendance=300, attendance_qualifier="more-than", format="online", slug="new",
        edition=3,
    )  # fmt: skip
    assert told(changes) == [
        ("start", "changed", "Date", "", "October 2024", "14 October 2024"),
        ("series", "removed", "Series", "", "Conference", ""),
        ("edition", "added", "Edition", "", "", "3"),
        ("format", "changed", "Format", "", "In person", "By video"),
        ("attendance", "changed", "Attendance", "", "160", "300"),
        ("attendance_qualifier", "changed", "Attendance is", "", "about", "more than"),
        ("slug", "changed", "Address", "", forum.slug, "new"),
    ]


def test_yes_and_no_are_words():
    assert told(between(make.agreement(), parties_stated=False)) == [
        ("parties_stated", "changed", "Parties are stated", "", "yes", "no")
    ]


def test_they_are_told_in_the_language_of_the_reader():
    body = make.institution(cities=[])
    with translation.override("zh-hant"):
        assert told(between(body, start="1925-10", institution_kind="company")) == [
            ("start", "added", "日期", "", "", "1925年10月"),
            ("institution_kind", "changed", "機構類別", "", "大學", "公司"),
        ]


def test_a_text_says_its_language_and_what_changed_by_words():
    forum = make.forum("Two cities", title_zh_hant="雙城論壇", editor_note="Ask.")
    changes = between(forum, title_zh_hant="滬港雙城論壇", title_en="Two old cities", editor_note="Asked.")
    assert [(change.heading, change.language, change.html_lang, pieces(change)) for change in changes] == [
        ("Title · English", "en", "en", "Two {+old +}cities"),
        ("Title · 繁體中文", "zh-hant", "zh-Hant-HK", "{+滬港+}雙城論壇"),
        ("Note for editors", "", "", "[-Ask-]{+Asked+}."),
    ]


def test_a_body_is_compared_by_its_words():
    report = make.report(body_en="<h2>One</h2><p>They <strong>met</strong>.</p>")
    [change] = between(report, body_en="<h2>One</h2><p>They <em>never</em> met.</p><p>So.</p>")
    assert (change.heading, pieces(change)) == ("Body · English", "One\nThey {+never +}met{+.\nSo+}.")
    [change] = between(report, body_en="<h3>One</h3><p>They never met.</p><p>So.</p>")
    assert (change.note, change.pieces, change.before) == ("the formatting or the links only", (), ())


def test_blanks_that_nobody_sees_are_no_change():
    report = make.report(summary_en="They  met.")
    assert between(report, summary_en="They met. ") == []
    assert len(between(report, summary_en="They\nmet.")) == 1


def test_links_come_and_go_one_by_one():
    left, right = make.institution("Harbour"), make.institution("Peak")
    milestone = make.milestone(institutions=[left], cities=["shanghai"])
    before = snapshot(milestone)
    milestone.institutions.set([right])
    milestone.cities.add(make.city("hong-kong"))
    Record.objects.filter(pk=milestone.pk).update(inferred=["start"])
    assert told(compare(before, snapshot(milestone))) == [
        ("cities/…", "added", "Cities", "", "", "Hong Kong"),
        ("institutions/…", "added", "Institutions", "", "", "Peak"),
        ("institutions/…", "removed", "Institutions", "", "Harbour", ""),
        ("inferred/start", "added", "Inferred fields", "", "", "Date"),
    ]


# Rows


def test_the_rows_of_a_forum():
    lee, wong = make.person("Lee"), make.person("Wong")
    office = make.appointment(lee, "Chairman", institution=make.institution("Fund"))
    forum = make.forum(organisers=[make.institution("Harbour")], participants=[lee, wong])
    session = Session.objects.create(forum=forum, title_en="On ports")
    said = Statement.objects.create(forum=forum, person=lee, kind="proposal", text_en="Let us.", language="en")
    before = snapshot(forum)
    Organiser.objects.create(forum=forum, name_en="A friend", role="supporter", position=1)
    Participation.objects.filter(person=lee).update(appointment=office, capacity="co-chair")
    Participation.objects.filter(person=wong).delete()
    Session.objects.filter(pk=session.pk).update(title_en="On piers", title_zh_hans="论码头", key="new-key")
    said.sectors.add(make.sector())
    Statement.objects.create(
        forum=forum,
        person=wong,
        kind="quotation",
        text_zh_hant="雙城",
        text_en="Two cities",
        language="zh-hant",
        position=1,
    )
    assert told(compare(before, snapshot(forum))) == [
        ("organisers/…", "added", "Organiser", "", "", "A friend · Supporter"),
        ("participants/…/capacity", "changed", "Participant: Capacity", "Lee", "Speaker", "Co-chair"),
        ("participants/…/appointment", "added", "Participant: Office held that day", "Lee", "", "Chairman"),
        ("participants/…", "removed", "Participant", "", "Wong · Speaker", ""),
        ("sessions/…/title_en", "changed", "Thematic discussion: Title · English", "On piers", "On ports", "On piers"),
        ("sessions/…/title_zh_hans", "added", "Thematic discussion: Title · 简体中文", "On piers", "", "论码头"),
        ("statements/…/sectors/…", "added", "Statement: Topics", "Let us.", "", "Finance"),
        ("statements/…", "added", "Statement", "", "", "Wong · Quotation · Two cities · 雙城"),
    ]


def test_the_rows_of_an_agreement():
    left, right = make.institution("Harbour"), make.institution("Peak")
    lee, source = make.person("Lee"), make.source(title="News")
    agreement = make.agreement("One", parties=[left])
    other = make.agreement("Another")
    before = snapshot(agreement)
    Party.objects.create(agreement=agreement, institution=right, position=1)
    Signatory.objects.create(agreement=agreement, person=lee, institution=right)
    found = FollowUp.objects.create(
        agreement=agreement, kind="renewed", date="2025-06", text_en="It was renewed.", source=source, other=other
    )
    LookUp.objects.create(agreement=agreement, on="2026-01-05", note_en="Nothing.", by=make.user())
    middle = snapshot(agreement)
    assert told(compare(before, middle)) == [
        ("parties/…", "added", "Party", "", "", "Peak"),
        ("signatories/…", "added", "Signatory", "", "", "Lee · On behalf of: Peak"),
        (
            "follow_ups/…", "added", "Follow-up", "", "",
            "Renewed · June 2025 · It was renewed. · By the agreement: Another · The Harbour Gazette: News",
        ),
        ("look_ups/…", "added", "Look-up", "", "", "5 January 2026 · Where, and what was found: Nothing."),
    ]  # fmt: skip
    FollowUp.objects.filter(pk=found.pk).update(date="2025", text_en="They renewed it.")
    LookUp.objects.all().delete()
    assert told(compare(middle, snapshot(agreement))) == [
        ("follow_ups/…/date", "changed", "Follow-up: Date", "They renewed it.", "June 2025", "2025"),
        (
            "follow_ups/…/text_en", "changed", "Follow-up: In a sentence · English", "They renewed it.", "It was renewed.",
            "They renewed it.",
        ),
        ("look_ups/…", "removed", "Look-up", "", "5 January 2026 · Where, and what was found: Nothing.", ""),
    ]  # fmt: skip


def test_the_rows_of_people_institutions_and_reports():
    lee, body, report = make.person("Lee"), make.institution("Harbour"), make.report("R")
    before = [snapshot(record) for record in (lee, body, report)]
    make.appointment(lee, "Chairman", institution=body, since="2003-07", last_seen="2024")
    Name.objects.create(record=body, text="海大", kind="former", language="zh-hant", until="1999", note="old")
    picture(report)
    after = [snapshot(record) for record in (lee, body, report)]
    assert [told(compare(*states)) for states in zip(before, after, strict=True)] == [
        [("appointments/…", "added", "Appointment", "", "", "Chairman · Harbour · Since: July 2003 · Last seen in office: 2024")],
        [("names/…", "added", "Other name", "", "", "海大 · Former name · Until: 1999 · Note: old")],
        [("pictures/…", "added", "Picture", "", "", "A port · Credit: Someone")],
    ]  # fmt: skip
    last = json.loads(json.dumps(after[2]).replace(".png", "-2.png").replace('"focus_x": 50', '"focus_x": 30'))
    changes = compare(after[2], last)
    assert [(change.heading, change.note, words(change.after)) for change in changes] == [
        ("Picture: Picture", "another file", ""),
        ("Picture: Focus from the left", "", "30"),
    ]
    assert [change.heading for change in compare(after[2], last, public=True)] == ["Picture: Picture"]


def placed(agreement, *bodies):
    """The state in which the parties stand in this order."""
    state = snapshot(agreement)
    for row in state:
        if row["model"] == "events.party":
            row["fields"]["position"] = [str(body.pk) for body in bodies].index(row["fields"]["institution"]) + 7
    return state


@pytest.mark.parametrize(
    ("order", "moved"),
    [
        ("abcde", []),
        ("eabcd", [("e", "5", "1")]),
        ("bcdea", [("a", "1", "5")]),
        ("acbde", [("c", "3", "2")]),
        ("edcba", [("e", "5", "1"), ("d", "4", "2"), ("b", "2", "4"), ("a", "1", "5")]),
    ],
)
def test_a_row_that_only_moved_says_so_once_and_those_behind_it_say_nothing(order, moved):
    bodies = {letter: make.institution(letter) for letter in "abcde"}
    agreement = make.agreement(parties=list(bodies.values()))
    after = placed(agreement, *(bodies[letter] for letter in order))
    assert told(compare(snapshot(agreement), after)) == [
        ("parties/…", "moved", "Party", name, before, after) for name, before, after in moved
    ]


def test_those_behind_a_row_that_came_or_went_have_not_moved():
    bodies = [make.institution(name) for name in "abc"]
    agreement = make.agreement(parties=bodies)
    before = snapshot(agreement)
    Party.objects.filter(institution=bodies[0]).delete()
    for position, body in enumerate(bodies[1:]):
        Party.objects.filter(institution=body).update(position=position)
    assert told(compare(before, snapshot(agreement))) == [("parties/…", "removed", "Party", "", "a", "")]
    assert told(compare(snapshot(agreement), before)) == [("parties/…", "added", "Party", "", "", "a")]


# Evidence


def test_evidence_is_told_by_what_it_is_about_its_source_and_its_words():
    lee = make.person("Lee")
    forum = make.forum(participants=[lee])
    row = forum.participants.get()
    source = make.source("Governor Lee opened it.", title="News")
    before = snapshot(forum)
    claim = make.claim(
        forum, f"participants/{row.pk}/office", source=source, quote="Governor Lee", reported="Governor",
        decision="corrected", reason_en="No such office.", evidence=[make.source(title="Gazette")],
    )  # fmt: skip
    middle = snapshot(forum)
    assert told(compare(before, middle)) == [
        (
            "claims/…", "added", "Evidence", "", "",
            "Participant: Office held that day · Lee · The Harbour Gazette: News · Governor Lee · As reported: Governor · Corrected"
            " · Reason: No such office. · Evidence for the correction: The Harbour Gazette: Gazette",
        )
    ]  # fmt: skip
    Claim.objects.filter(pk=claim.pk).update(
        field="", quote="Lee opened", quote_start=9, quote_end=19, decision="rejected", position=3
    )
    about = "The record as a whole · The Harbour Gazette: News"
    assert told(compare(middle, snapshot(forum))) == [
        (
            "claims/…/field", "changed", "Evidence: Field", about, "Participant: Office held that day · Lee",
            "The record as a whole",
        ),
        ("claims/…/quote", "changed", "Evidence: Passage", about, "Governor Lee", "Lee opened"),
        ("claims/…/decision", "changed", "Evidence: Decision", about, "Corrected", "Rejected"),
    ]  # fmt: skip


def test_the_order_of_evidence_is_told_where_notes_count_it():
    for record, moves in ((make.report(), 1), (make.forum(), 0)):
        one, other = make.claim(record, "title"), make.claim(record, "start")
        Claim.objects.filter(pk=one.pk).update(position=1)
        Claim.objects.filter(pk=other.pk).update(position=2)
        before = snapshot(record)
        Claim.objects.filter(pk=one.pk).update(position=3)
        assert [change.did for change in compare(before, snapshot(record))] == ["moved"] * moves


# States of other times


def test_a_column_that_only_one_state_knows_is_taken_for_what_it_began_with():
    agreement = make.agreement()
    before = snapshot(agreement)
    after = copy.deepcopy(before)
    for row in before:
        for name in ("parties_stated", "summary_en", "sectors", "key", "inferred"):
            row["fields"].pop(name, None)
        row["fields"]["no_longer"] = "x"
    before.append({"model": "events.nolonger", "pk": "1", "fields": {"a": "b"}})
    assert compare(before, after) == compare(after, before) == []
    after[0]["fields"]["summary_en"] = "New."
    after[1]["fields"]["parties_stated"] = False
    assert [change.place for change in compare(before, after)] == ["summary_en", "parties_stated"]
    assert [change.place for change in compare(after, before)] == ["summary_en", "parties_stated"]


def test_what_can_no_longer_be_read_is_told_as_it_stands():
    forum = make.forum()
    before = snapshot(forum)
    after = copy.deepcopy(before)
    after[0]["fields"]["start"] = "Spring"
    after[1]["fields"]["format"] = "by-pigeon"
    assert [words(change.after) for change in compare(before, after)] == ["Spring", "by-pigeon"]


def test_what_is_gone_since_has_no_name():
    forum = make.forum(series=make.series())
    gone = "00000000-0000-4000-8000-000000000000"
    before = snapshot(forum)
    after = json.loads(json.dumps(before).replace(str(forum.series_id), gone))
    after[0]["fields"]["cities"] = [gone]
    for public in (False, True):
        assert told(compare(before, after, public=public)) == [
            ("series", "changed", "Series", "", "Conference", "no longer on record"),
            ("cities/…", "added", "Cities", "", "", "no longer on record"),
        ]


def test_the_first_and_the_last_state_are_told_whole():
    milestone = make.milestone("Link opens", slug="link", start="2014")
    state = snapshot(milestone)
    for did, changes in (("added", compare([], state)), ("removed", compare(state, []))):
        assert [(change.place.partition("/")[0], change.did) for change in changes] == [
            ("title_en", did), ("start", did), ("slug", did), ("claims", did),
        ]  # fmt: skip


# Readers


def shown(before, after):
    """What readers are told, and how it looks, with whatever hides behind it."""
    changes = compare(before, after, public=True)
    return changes, render_to_string("components/changes.html", {"changes": changes}) + repr(changes)


def test_readers_see_no_note_for_editors():
    forum = make.forum()
    before = snapshot(forum)
    Forum.objects.filter(pk=forum.pk).update(editor_note="zq0", theme_en="Shown")
    make.claim(forum, "editor_note", source=make.source("zq0"), quote="zq0")
    changes, page = shown(before, snapshot(forum))
    assert [change.place for change in changes] == ["theme_en"] and "zq" not in page


@pytest.mark.parametrize("decision", ["proposed", "rejected"])
def test_readers_see_no_claim_that_was_not_accepted(decision):
    forum = make.forum()
    before = snapshot(forum)
    values = {"decision": decision, "reported": "zq1", "reason_en": "zq2", "evidence": [make.source(title="zq3")]}
    claim = make.claim(forum, "start", source=make.source("zq0", title="Shown"), quote="zq0", **values)
    undecided = snapshot(forum)
    changes, page = shown(before, undecided)
    assert changes == [] and "zq" not in page
    Claim.objects.filter(pk=claim.pk).update(quote="zq", quote_end=2)
    assert shown(undecided, snapshot(forum))[0] == []
    Claim.objects.filter(pk=claim.pk).update(decision="accepted")
    [change], page = shown(undecided, snapshot(forum))
    assert (change.did, words(change.after)) == (
        "added",
        "Date · The Harbour Gazette: Shown · zq · As reported: zq1 · Accepted",
    )
    [change], page = shown(snapshot(forum), undecided)
    assert change.did == "removed" and "zq2" not in page and "zq3" not in page


def test_readers_see_the_reason_and_the_evidence_of_a_correction_alone():
    forum = make.forum()
    claim = make.claim(
        forum, "start", reported="R", reason_en="Because.",
        evidence=[make.source(title="Proof"), make.source(title="zq0", is_public=False)],
    )  # fmt: skip
    before = snapshot(forum)
    Claim.objects.filter(pk=claim.pk).update(reason_en="zq1")
    assert shown(before, snapshot(forum))[0] == []
    Claim.objects.filter(pk=claim.pk).update(decision="corrected", reason_en="Because.")
    changes, page = shown(before, snapshot(forum))
    assert [(heading, after) for _place, _did, heading, _row, _before, after in told(changes)] == [
        ("Evidence: Decision", "Corrected"),
        ("Evidence: Reason · English", "Because."),
        ("Evidence: Evidence for the correction", "The Harbour Gazette: Proof"),
    ]
    assert "zq" not in page


def test_readers_see_nothing_that_rests_on_a_source_that_is_not_public():
    agreement = make.agreement()
    before = snapshot(agreement)
    source = make.source("zq0 words", title="zq1", publisher="zq2", is_public=False)
    claim = make.claim(agreement, "start", source=source, quote="zq0")
    found = FollowUp.objects.create(agreement=agreement, kind="activity", date="2025", text_en="zq3", source=source)
    # Known by what it is about, though not told by itself.
    make.claim(agreement, f"follow_ups/{found.pk}", source=make.source(title="Shown"))
    middle = snapshot(agreement)
    changes, page = shown(before, middle)
    assert [words(change.after) for change in changes] == ["Follow-up · The Harbour Gazette: Shown · Accepted"]
    assert "zq" not in page
    Claim.objects.filter(pk=claim.pk).update(quote="zq0 w", quote_end=5)
    FollowUp.objects.update(text_en="zq4")
    assert shown(middle, snapshot(agreement))[0] == []


def test_readers_see_no_address_of_a_source():
    forum = make.forum()
    before = snapshot(forum)
    make.claim(forum, source=make.source(title="Shown", url="https://zq.example/", safe_to_link=False))
    _changes, page = shown(before, snapshot(forum))
    assert "The Harbour Gazette: Shown" in page and "zq" not in page and "://" not in page


@pytest.mark.parametrize("public", [False, True])
def test_nobody_is_named_who_worked_on_it(public):
    someone = make.user(username="zq0", first_name="zq1", last_name="zq2")
    agreement = make.agreement()
    before = snapshot(agreement)
    make.claim(agreement, by=someone)
    LookUp.objects.create(agreement=agreement, on="2026", by=someone)
    after = snapshot(agreement)
    for row in after:
        # As revisions of other times may have kept them.
        row["fields"] |= {"by": someone.pk, "published_by": someone.pk, "by_name": "zq0"}
    changes = compare(before, after, public=public)
    assert len(changes) == 2 and "zq" not in repr(changes)


def test_readers_see_no_name_of_what_is_not_public():
    body, person = make.institution("zq1", published=False), make.person("zq2", published=False)
    office = make.appointment(person, "zq3")
    forum, other = make.forum("zq4", published=False), make.agreement("zq5", published=False)
    at, agreement, report = make.forum(), make.agreement(parties=[make.institution("Harbour")]), make.report()
    milestone, lee = make.milestone(), make.person()
    records = [at, agreement, report, milestone, lee]
    before = [snapshot(record) for record in records]
    Organiser.objects.create(forum=at, institution=body)
    row = Participation.objects.create(forum=at, person=person, capacity="guest", appointment=office)
    Statement.objects.create(forum=at, person=person, kind="proposal", text_en="So.", language="en")
    make.claim(at, f"participants/{row.pk}", source=make.source(title="News"))
    Agreement.objects.filter(pk=agreement.pk).update(forum=forum)
    Party.objects.filter(agreement=agreement).update(institution=body)
    Signatory.objects.create(agreement=agreement, person=person, institution=body)
    FollowUp.objects.create(
        agreement=agreement, kind="renewed", date="2025", text_en="So.", other=other, source=make.source(title="News")
    )
    report.forums.add(forum)
    report.agreements.add(other)
    milestone.institutions.add(body)
    make.appointment(lee, "Chairman", institution=body)
    nobody = "a record that is not public"
    found = []
    for record, old in zip(records, before, strict=True):
        changes, page = shown(old, snapshot(record))
        assert "zq" not in page, page
        found.append([(place, row, before, after) for place, _did, _heading, row, before, after in told(changes)])
    assert found == [
        [
            ("organisers/…", "", "", f"{nobody} · Organiser"),
            ("participants/…", "", "", f"{nobody} · Guest · Office held that day: {nobody}"),
            ("statements/…", "", "", f"{nobody} · Proposal · So."),
            ("claims/…", "", "", f"Participant · {nobody} · The Harbour Gazette: News · Accepted"),
        ],
        [
            ("forum", "", "", nobody),
            ("parties/…/institution", nobody, "Harbour", nobody),
            ("signatories/…", "", "", f"{nobody} · On behalf of: {nobody}"),
            ("follow_ups/…", "", "", f"Renewed · 2025 · So. · By the agreement: {nobody} · The Harbour Gazette: News"),
        ],
        [],
        [],
        [("appointments/…", "", "", f"Chairman · {nobody}")],
    ]
    # One hidden record for another is no difference that they could see.
    one = snapshot(agreement)
    Agreement.objects.filter(pk=agreement.pk).update(forum=make.forum("zq6", published=False))
    assert shown(one, snapshot(agreement))[0] == []
    assert words(compare(one, snapshot(agreement))[0].after) == "zq6"


# Of every text column, what readers never get; all others they do.
FOR_EDITORS = {("record", "editor_note")}


def test_every_text_that_editors_write_is_told_to_them_and_all_but_their_notes_to_readers():
    source = make.source("words", title="News")
    report, at, agreement, lee = make.report(), make.forum(), make.agreement(), make.person()
    make.claim(at, source=source, quote="words", reported="R", decision="corrected", reason_en="R", evidence=[source])
    picture(report)
    Name.objects.create(record=lee, text="N")
    make.appointment(lee, "Chairman")
    Organiser.objects.create(forum=at, name_en="N")
    Session.objects.create(forum=at, title_en="N")
    Statement.objects.create(forum=at, person=lee, kind="proposal", text_en="N", language="en")
    FollowUp.objects.create(agreement=agreement, kind="activity", date="2025", text_en="N", source=source)
    LookUp.objects.create(agreement=agreement, on="2026", note_en="N")
    Claim.objects.update(decision="corrected", reported="R", reason_en="R")
    untold: dict[str, set[tuple[str, str]]] = {"desk": set(), "public": set()}
    marks: set[tuple[str, str]] = set()
    for record in (report, at, agreement, lee):
        before = snapshot(record)
        after = copy.deepcopy(before)
        marked: dict[str, tuple[str, str]] = {}
        for row in after:
            model: Any = apps.get_model(row["model"])
            for field in content(model):
                is_text = type(field) in (models.CharField, models.TextField) and not field.choices
                if is_text and field.name in row["fields"] and field.name not in ("slug", "field"):
                    row["fields"][field.name] = mark = f"zq{len(marked)}zq"
                    marked[mark] = (model._meta.model_name, field.name)
        pages = {"desk": repr(compare(before, after)), "public": shown(before, after)[1]}
        for name, page in pages.items():
            untold[name] |= {place for mark, place in marked.items() if mark not in page}
        marks |= set(marked.values())
    assert untold == {"desk": set(), "public": FOR_EDITORS}
    assert {"claim", "picture", "statement", "followup", "lookup", "name", "record", "report"} <= {
        table for table, _ in marks
    }


def test_what_is_typed_is_never_code():
    attack = "<svg onload=alert(1)>\"'><script>alert(2)</script>"
    report = make.report(body_en="<p>They met.</p>")
    before = snapshot(report)
    type(report).objects.filter(pk=report.pk).update(
        title_en=attack, body_en=f"<p>They met. &lt;script&gt;{attack}</p>", title_zh_hant=attack, byline_en=attack
    )
    make.claim(report, source=make.source(attack, title=attack), quote=attack, reported=attack)
    changes = compare(before, snapshot(report))
    page = render_to_string("components/changes.html", {"changes": changes})
    assert len(changes) == 5 and "<svg" not in page and "<script" not in page


# Cost


@pytest.mark.parametrize("count", [1, 3, 30])
@pytest.mark.parametrize("public", [False, True])
def test_however_many_rows_changed_it_asks_as_often(django_assert_num_queries, count, public):
    forum = make.forum(series=make.series())
    before = snapshot(forum)
    people = [make.person(published=False) for _ in range(count)]
    bodies = [make.institution(published=False) for _ in range(count)]
    for position, (person, body) in enumerate(zip(people, bodies, strict=True)):
        office = make.appointment(person, institution=body)
        Organiser.objects.create(forum=forum, institution=body, position=position)
        Participation.objects.create(
            forum=forum, person=person, capacity="guest", appointment=office, position=position
        )
        said = Statement.objects.create(forum=forum, person=person, kind="proposal", text_en="So.", language="en")
        said.sectors.add(make.sector())
        make.claim(forum, "start", evidence=[make.source()])
    forum.cities.add(make.city())
    forum.strategies.add(make.strategy())
    after = snapshot(forum)
    # Records, offices, sources, cities, sectors, strategies, series.
    with django_assert_num_queries(7):
        changes = compare(before, after, public=public)
        render_to_string("components/changes.html", {"changes": changes})
    assert len(changes) == 4 * count + 2


def test_two_states_of_a_long_report_are_compared_while_one_waits():
    """5,000 words in English and as long in Chinese."""
    english = [f"<p>{' '.join(f'word{at * line % 997}' for at in range(100))}.</p>" for line in range(1, 51)]
    chinese = [f"<p>{''.join(chr(0x4E00 + at * line % 997) for at in range(160))}。</p>" for line in range(1, 51)]
    before = snapshot(make.report(body_en="".join(english), body_zh_hant="".join(chinese)))
    after = copy.deepcopy(before)
    for name, paragraphs in (("body_en", english), ("body_zh_hant", chinese)):
        changed = [line.replace("7", "8").replace("丂", "新") for line in paragraphs[:40]]
        after[1]["fields"][name] = "".join([*changed, "<p>新 new</p>", *paragraphs[42:]])

    def shown():
        return render_to_string("components/changes.html", {"changes": compare(before, after)})

    assert milliseconds(shown) < 300
    changes, page = compare(before, after), shown()
    assert [change.place for change in changes] == ["body_en", "body_zh_hant"] and page.count("<del>") > 100
