"""The same number of queries for one row and for three."""

import pytest

from events.models import Organiser, Party
from tests import make

pytestmark = pytest.mark.django_db


def fill(count):
    """`count` of everything, all of it linked to a first record of each kind."""
    body = make.institution("Body", slug="body", sectors=["finance"])
    person = make.person("Person", slug="person")
    forum = make.forum(
        "Forum", slug="forum", cities=["shanghai"], series=make.series(), edition=1, sectors=["finance"],
        organisers=[body], participants=[(person, "co-chair")],
    )  # fmt: skip
    agreement = make.agreement("Agreement", slug="agreement", sectors=["finance"], cities=["shanghai"])
    report = make.report("Report", slug="report", forums=[forum], agreements=[agreement])
    milestone = make.milestone("Milestone", slug="milestone", sectors=["finance"], cities=["shanghai"])
    source = make.source("words " * 9, slug="source")
    for number in range(count):
        other = make.institution(cities=["hong-kong"])
        Party.objects.create(agreement=agreement, institution=other, position=9)
        Organiser.objects.create(forum=forum, institution=other, position=9)
        signed = make.agreement(parties=[body, other], forum=forum, sectors=["finance"], cities=["hong-kong"])
        report.agreements.add(signed)
        milestone.institutions.add(other, body)
        make.appointment(person, f"Office {number}", institution=body)
        make.forum(
            organisers=[body], participants=[person], cities=["shanghai"], series=make.series(), edition=number + 2
        )
        make.milestone(institutions=[body], sectors=["finance"], cities=["hong-kong"])
        make.report()
        for record in (forum, agreement, report, milestone, body, person):
            make.claim(
                record,
                "title",
                source=source,
                quote="words",
                decision="corrected",
                reported="w",
                reason_en="No.",
                evidence=[make.source()],
            )


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/en/", 34),
        ("/en/timeline/", 22),
        ("/en/timeline/2024/", 22),
        ("/en/forums/", 11),
        ("/en/forums/forum/", 25),
        ("/en/agreements/", 15),
        ("/en/agreements/agreement/", 21),
        ("/en/institutions/", 11),
        ("/en/institutions/body/", 37),
        ("/en/institutions/body/?to=2025", 37),
        ("/en/people/", 8),
        ("/en/people/person/", 12),
        ("/en/milestones/", 11),
        ("/en/milestones/milestone/", 10),
        ("/en/reports/", 9),
        ("/en/reports/report/", 17),
        ("/en/sectors/", 1),
        ("/en/sectors/finance/", 22),
        ("/en/sources/", 5),
        ("/en/sources/source/", 2),
    ],
)
def test_a_page_takes_the_same_queries_whatever_it_holds(client, path, queries, count, django_assert_num_queries):
    fill(count)
    with django_assert_num_queries(queries):
        assert client.get(path).status_code == 200
