"""Where two sources disagree, or a correction stands, both are told beside what we record."""

from typing import Any

import pytest

from events.catalogue import agreements, forums
from events.models import Agreement
from events.provenance.differences import differences
from events.provenance.footnotes import Footnotes
from tests import make

pytestmark = pytest.mark.django_db


def told(record, *beside, load=agreements):
    loaded = load.for_detail().get(pk=record.pk)
    notes = Footnotes(loaded.claims.all(), [claim for other in beside for claim in other.claims.all()])
    return [
        (
            found.first[1].field.split("/")[0],
            [claim.reported for _note, claim in [found.first, *found.others]],
            str(found.recorded.record or found.recorded.date or found.recorded.words or ""),
            len(found.corrections),
        )
        for found in differences([loaded, *beside], notes)
    ]


def test_what_two_sources_say_otherwise_is_told_and_what_they_agree_on_is_not():
    signed = make.agreement("Memorandum", start="2024-10")
    make.claim(signed, "instrument", reported="agreement")
    make.claim(signed, "instrument", reported="Memorandum")
    make.claim(signed, "start", reported="October 2024")
    make.claim(signed, "start", reported="october  2024")
    make.claim(signed, "title", reported="Memorandum")
    found = told(signed)
    assert [(field, set(said), recorded) for field, said, recorded, _ in found] == [
        ("instrument", {"agreement", "Memorandum"}, "Cooperation agreement")
    ]


def test_a_correction_is_told_with_what_is_recorded_whatever_it_is_about():
    port = make.institution("Port University")
    lee = make.person("Lee Ying")
    office = make.appointment(lee, "Chairman")
    forum = make.forum("Seminar", organisers=[port], participants=[lee], start="2024-10-14", theme_en="Harbours")
    row = forum.participants.get()
    row.appointment = office
    row.save()
    corrected: Any = {"decision": "corrected", "reason_en": "Another name."}
    for field in ("start", "title", "theme", f"organisers/{forum.organisers.get().pk}", f"participants/{row.pk}"):
        make.claim(forum, field, reported=f"other {field[:6]}", **corrected)
    make.claim(forum, f"participants/{row.pk}/office", reported="Governor", **corrected)
    make.claim(forum, "attendance", reported="many", decision="proposed")
    found = told(forum, load=forums)
    assert {(field, recorded) for field, _, recorded, _ in found} == {
        ("start", "2024-10-14"),
        ("title", "Seminar"),
        ("theme", "Harbours"),
        ("organisers", "Port University"),
        ("participants", "Lee Ying"),
        ("participants", "Chairman"),
    }
    assert {corrections for *_, corrections in found} == {1}


def test_a_row_that_is_gone_is_told_without_a_value():
    signed = make.agreement()
    make.claim(
        signed, "parties/00000000-0000-0000-0000-000000000000", reported="X", decision="corrected", reason_en="-"
    )
    assert told(signed) == [("parties", ["X"], "", 1)]


def test_records_beside_are_told_in_their_own_name():
    forum = make.forum("Seminar")
    signed = make.agreement("Memorandum", forum=forum)
    party = signed.parties.first()
    make.claim(signed, f"parties/{party.pk}", reported="Somebody", decision="corrected", reason_en="Else.")
    beside = agreements.for_detail().get(pk=signed.pk)
    assert isinstance(beside, Agreement)
    assert told(forum, beside, load=forums) == [("parties", ["Somebody"], str(party.institution.title), 1)]
