"""A new entry that looks like one that is there is asked about once; that it is another one is remembered."""

import pytest
from django.urls import reverse

from events.models import Institution, Name, NotTheSame, Person, Sector, Source
from tests import make
from tests.events.admin.typing import add_row, problems, shown

pytestmark = pytest.mark.django_db

ASKED = "__all__: It looks like something that is there already: see above, then save again."


@pytest.fixture(autouse=True)
def _publisher(client):
    make.city("shanghai")
    client.force_login(make.user("Publishers", username="pia"))


def typed(client, kind, **values):
    return {**shown(client.get(reverse(f"admin:events_{kind}_add"))), **values}


def alike(page):
    return [(pair.other.id, [str(reason) for reason in pair.reasons]) for pair in page.context["adminform"].form.alike]


def test_what_looks_like_another_is_asked_about_once(client):
    there = make.institution("Harbour University")
    add = reverse("admin:events_institution_add")
    data = typed(client, "institution", slug="hu", title_en="Harbour  university", institution_kind="university")
    page = client.post(add, data)
    assert problems(page) == [ASKED]
    assert alike(page) == [(there.pk, ["the same name: harbour university"])]
    assert reverse("admin:events_institution_change", args=[there.pk]) in page.text
    assert Institution.objects.count() == 1
    # Whoever saves again has looked; without an answer it is suggested again, on the page of suggestions.
    assert client.post(add, {**data, "asked": str(there.pk)}).status_code == 302
    assert (Institution.objects.count(), NotTheSame.objects.exists()) == (2, False)


def test_that_it_is_another_one_is_remembered(client):
    there = make.person("Lee Ka-chiu")
    data = typed(client, "person", slug="lee", title_en="Ka-chiu Lee", asked=str(there.pk), another=[str(there.pk)])
    assert client.post(reverse("admin:events_person_add"), data).status_code == 302
    made = Person.objects.get(slug="lee")
    pair = NotTheSame.objects.get()
    assert ({pair.one_id, pair.other_id}, pair.by_name) == ({made.pk, there.pk}, "pia")


def test_only_what_was_asked_about_can_be_told_apart(client):
    stranger = make.person("Wong")
    data = typed(client, "person", slug="lee", title_en="Lee", asked=str(stranger.pk), another=[str(stranger.pk), "x"])
    assert client.post(reverse("admin:events_person_add"), data).status_code == 302
    assert not NotTheSame.objects.exists()


def test_whatever_else_looks_like_it_meanwhile_is_asked_about_as_well(client):
    first = make.person("Lee Ka-chiu")
    make.person("Lee Ka-Chiu")
    data = typed(client, "person", slug="lee", title_en="Lee Ka-chiu", asked=str(first.pk))
    assert problems(client.post(reverse("admin:events_person_add"), data)) == [ASKED]


def test_an_abbreviation_among_the_other_names_counts(client):
    there = make.institution("Financial Services Development Council")
    Name.objects.create(record=there, text="FSDC", kind="abbreviation")
    make.refold(there)
    data = typed(client, "institution", slug="fsdc", title_zh_hant="金發局", institution_kind="statutory-body")
    add_row(data, "names", text="fsdc", kind="abbreviation", position="1")
    page = client.post(reverse("admin:events_institution_add"), data)
    assert alike(page) == [(there.pk, ["the same abbreviation: fsdc"])]


def test_sources_and_sectors_are_asked_about_as_well(client):
    gazette = make.source(title="On Monday", url="https://www.gazette.example/1")
    values = {"slug": "one", "title": "Another", "publisher": "Another", "language": "en", "reliability": "high"}
    page = client.post(
        reverse("admin:events_source_add"), typed(client, "source", **values, url="http://gazette.example/1/")
    )
    assert alike(page) == [(gazette.pk, ["the same web address: gazette.example/1"])]
    ports = make.sector("ports")
    page = client.post(
        reverse("admin:events_sector_add"), typed(client, "sector", slug="two", name_en="PORTS", family="trade")
    )
    assert alike(page) == [(ports.pk, ["the same name: ports"])]
    assert (Source.objects.count(), Sector.objects.count()) == (1, 1)


def test_what_looks_like_nothing_is_saved_at_once_and_what_is_there_is_never_asked_about(client):
    for name in ("Lee Ka-chiu", "Lee Ka-Chiu"):
        someone = make.person(name, published=False)
    data = typed(client, "person", slug="wong", title_en="Wong")
    assert client.post(reverse("admin:events_person_add"), data).status_code == 302
    page = reverse("admin:events_person_change", args=[someone.pk])
    assert client.post(page, {**shown(client.get(page)), "summary_en": "Spoke."}).status_code == 302


def test_a_form_with_a_fault_is_mended_first(client):
    make.person("Lee Ka-chiu")
    page = client.post(reverse("admin:events_person_add"), typed(client, "person", slug="", title_en="Lee Ka-chiu"))
    assert [problem.split(":")[0] for problem in problems(page)] == ["slug"]
    assert alike(page) == []
