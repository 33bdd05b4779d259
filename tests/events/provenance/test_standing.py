import datetime

import pytest

from events.models import Agreement, FollowUp, LookUp
from events.models.states import Standing
from events.provenance.standing import standing_at, where_it_stands
from events.text.dates import PartialDate
from tests import make

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 24)

CASES = [
    ("2024-10-14", [], Standing.SIGNED),
    ("2023-11-24", [], Standing.SIGNED),
    ("2023-11-23", [], Standing.QUIET),
    ("2023-11", [], Standing.SIGNED),
    ("2023-10", [], Standing.QUIET),
    ("2023", [], Standing.SIGNED),
    ("2022", [], Standing.QUIET),
    ("2018", [("activity", "2025-06-19")], Standing.ACTIVE),
    ("2018", [("in-force", "2024")], Standing.ACTIVE),
    ("2018", [("activity", "2019")], Standing.QUIET),
    ("2018", [("announced", "2025")], Standing.QUIET),
    ("2012", [("renewed", "2021-08-30")], Standing.RENEWED),
    ("2012", [("renewed", "2021"), ("activity", "2025")], Standing.RENEWED),
    ("2012", [("renewed", "2018"), ("concluded", "2021")], Standing.CONCLUDED),
    ("2012", [("superseded", "2015")], Standing.SUPERSEDED),
    ("2024", [("concluded", "2030")], Standing.SIGNED),  # not yet
]


@pytest.mark.parametrize(("signed", "follow_ups", "standing"), CASES)
def test_the_database_and_python_agree_on_where_an_agreement_stands(signed, follow_ups, standing):
    agreement = make.agreement(start=signed)
    source = make.source()
    for kind, date in follow_ups:
        FollowUp.objects.create(agreement=agreement, kind=kind, date=date, text_en="So it went.", source=source)
    agreement.refresh_from_db()

    where = where_it_stands(agreement.start, agreement.follow_ups.all(), [], today=TODAY)
    in_database = standing_at(Agreement.objects.filter(pk=agreement.pk), TODAY).values_list("standing", flat=True)

    assert (where.standing, *in_database) == (standing, standing)


def test_it_says_when_anyone_last_looked():
    agreement = make.agreement()
    for day in ("2025-01-05", "2026-02-01", "2027"):
        LookUp.objects.create(agreement=agreement, on=day)
    where = where_it_stands(agreement.start, [], agreement.look_ups.all(), today=TODAY)
    assert where.last_looked == PartialDate(2026, 2, 1)
