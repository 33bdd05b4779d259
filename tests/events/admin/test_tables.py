"""Every table of the desk opens, finds, filters and adds, in a number of queries that rows don't raise."""

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from events.editorial.indexing import index
from events.models import Name, Record
from tests import make
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db

RECORDS = ("forum", "agreement", "institution", "person", "milestone", "report")
# Forums are filtered by series too, people by no city.
LIST_QUERIES = {**dict.fromkeys(RECORDS, 10), "forum": 11, "person": 9}
LANGUAGES = {"en": "en", "zh-HK": "zh-hant", "zh-CN": "zh-hans"}


def names():
    """The tables on the desk, by what their addresses call them."""
    return sorted(f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry)


def test_every_table_that_editors_need_is_there():
    assert names() == [
        "auth_group",
        "auth_user",
        "events_agreement",
        "events_appointment",
        "events_city",
        "events_forum",
        "events_institution",
        "events_journalentry",
        "events_milestone",
        "events_oldaddress",
        "events_person",
        "events_record",
        "events_report",
        "events_revision",
        "events_sector",
        "events_series",
        "events_source",
        "events_strategy",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_every_language(client, language):
    whole_record()
    boss = make.user(is_superuser=True)
    client.force_login(boss)
    for model, table in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages = [reverse(f"{name}_changelist")]
        if boss.is_superuser and table.has_add_permission(_asked_by(boss)):
            pages.append(reverse(f"{name}_add"))
        for row in model._default_manager.all()[:3]:
            pages += [reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history")]
        for page in pages:
            response = client.get(page, headers={"accept-language": language})
            if page.startswith("/admin/events/record/") and page.endswith("/change/"):
                assert response.status_code == 302, page
                continue
            assert response.status_code == 200, page
            assert f'<html lang="{LANGUAGES[language]}"' in response.text, page


def _asked_by(user):
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.user = user
    return request


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("kind", RECORDS)
def test_a_list_takes_the_same_queries_whatever_it_holds(client, kind, count, django_assert_num_queries):
    client.force_login(make.user("Publishers"))
    for _ in range(count):
        getattr(make, kind)()
    with django_assert_num_queries(LIST_QUERIES[kind]):
        assert client.get(reverse(f"admin:events_{kind}_changelist")).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_a_form_takes_the_same_queries_whatever_it_holds(client, count, django_assert_num_queries):
    client.force_login(make.user("Publishers"))
    bodies = [make.institution(cities=["shanghai"]) for _ in range(count)]
    people = [make.person() for _ in range(count)]
    forum = make.forum(
        organisers=bodies, participants=people, cities=["shanghai"], sectors=["finance"], series=make.series()
    )
    source = make.source()
    for _ in range(count):
        make.claim(forum, "start", source=source, evidence=[make.source()])
    agreement = make.agreement(parties=bodies, forum=forum)
    person = make.person()
    for body in bodies:
        make.appointment(person, institution=body)
    # Kept by the process, unless a test before this one made it forget.
    ContentType.objects.get_for_models(*(type(record) for record in (forum, agreement, person)))
    for record, queries in ((forum, 23), (agreement, 22), (person, 18)):
        with django_assert_num_queries(queries):
            assert client.get(reverse(f"admin:events_{record.kind}_change", args=[record.pk])).status_code == 200


@pytest.mark.parametrize("typed", ["金發局", "金发局", "fsdc", "Services Council", "financial-services", "ＦＳＤＣ"])
def test_a_record_is_found_by_any_name_in_any_script(client, typed):
    council = make.institution("Financial Services Council", title_zh_hant="香港金融發展局", slug="financial-services")
    Name.objects.create(record=council, text="金發局")
    Name.objects.create(record=council, text="FSDC", kind="abbreviation")
    make.refold(council)
    make.institution("Another body")
    client.force_login(make.user("Editors"))
    page = client.get(reverse("admin:events_institution_changelist"), {"q": typed})
    assert [record.pk for record in page.context["cl"].result_list] == [council.pk]
    found = client.get(
        reverse("admin:autocomplete"),
        {"term": typed, "app_label": "events", "model_name": "party", "field_name": "institution"},
    )
    assert [one["text"] for one in found.json()["results"]] == [
        "Financial Services Council · 香港金融發展局 · Shanghai"
    ]


def listed(client, kind, **asked):
    page = client.get(reverse(f"admin:events_{kind}_changelist"), asked)
    return [str(row.title if kind == "source" else row) for row in page.context["cl"].result_list]


def offered(client, typed):
    asked = {"term": typed, "app_label": "events", "model_name": "party", "field_name": "institution"}
    return [
        one["text"].partition(" ·")[0] for one in client.get(reverse("admin:autocomplete"), asked).json()["results"]
    ]


def test_the_nearest_name_is_first_and_a_chosen_order_stays(client):
    for name in ("Press Office of the Harbour", "Harbour Office", "The Harbour"):
        make.institution(name, published=name != "Harbour Office")
    client.force_login(make.user("Editors"))
    nearest = ["Harbour Office", "Press Office of the Harbour", "The Harbour"]
    assert listed(client, "institution", q="harbour") == offered(client, "harbour") == nearest
    assert listed(client, "institution", q="harbour", o="-1") == nearest[::-1]


def test_what_nothing_is_called_is_looked_for_as_readers_look_for_it(client):
    """Slips of the hand, and words within texts; of drafts only the names."""
    make.institution("Maritime Council", summary_en="It keeps the lighthouses.")
    make.institution("Maritine Society of Painters", published=False, summary_en="It paints lighthouses.")
    make.milestone("The lighthouses were lit")
    index([make.source(title="On lamps").pk])
    client.force_login(make.user("Editors"))
    assert listed(client, "institution", q="lighthouses") == offered(client, "lighthouses") == ["Maritime Council"]
    assert (
        listed(client, "institution", q="Maritme Council") == offered(client, "Maritme Council") == ["Maritime Council"]
    )
    assert listed(client, "source", q="On lamsp") == ["On lamps"]
    assert listed(client, "institution", q="zzzz") == offered(client, "zzzz") == []


@pytest.mark.parametrize("typed", ["a " * 5_000, "a" * 60_000, "一二三" * 3_000, " ".join(map(str, range(2_000)))])
def test_a_long_search_is_answered(client, typed):
    client.force_login(make.user("Administrators", is_superuser=True))
    for table in ("events_forum", "events_source", "events_city", "events_journalentry", "auth_user"):
        assert client.get(reverse(f"admin:{table}_changelist"), {"q": typed}).status_code == 200, table
    asked = {"app_label": "events", "model_name": "party", "field_name": "institution", "term": typed}
    assert client.get(reverse("admin:autocomplete"), asked).status_code == 200


def test_namesakes_are_told_apart_and_drafts_are_marked(client):
    make.institution("Press Office", cities=["shanghai"])
    make.institution("Press Office", cities=["hong-kong"], published=False)
    client.force_login(make.user("Editors"))
    found = client.get(
        reverse("admin:autocomplete"),
        {"term": "press", "app_label": "events", "model_name": "party", "field_name": "institution"},
    )
    assert {one["text"] for one in found.json()["results"]} == {
        "Press Office · Shanghai",
        "Press Office · Hong Kong · Draft",
    }


def test_an_office_is_found_by_its_person(client):
    lee = make.person("Lee Ying", title_zh_hant="李瑩")
    office = make.appointment(lee, "Chairman")
    make.appointment(make.person("Wong"), "Mayor")
    client.force_login(make.user("Editors"))
    found = client.get(
        reverse("admin:autocomplete"),
        {"term": "李莹", "app_label": "events", "model_name": "participation", "field_name": "appointment"},
    )
    assert found.json()["results"] == [{"id": str(office.pk), "text": "Chairman · Lee Ying"}]


@pytest.mark.parametrize("kind", RECORDS)
def test_a_list_is_filtered_by_status(client, kind):
    draft = getattr(make, kind)(published=False)
    getattr(make, kind)()
    client.force_login(make.user("Editors"))
    page = client.get(reverse(f"admin:events_{kind}_changelist"), {"status__exact": "draft"})
    assert [record.pk for record in page.context["cl"].result_list] == [draft.pk]


def test_the_front_page_tells_what_waits_for_a_person(client):
    draft, waiting = make.milestone("A draft", published=False), make.milestone("In review", published=False)
    Record.objects.filter(pk=waiting.pk).update(status="in_review")
    make.claim(draft, decision="proposed")
    make.milestone("Public")
    client.force_login(make.user("Publishers"))
    context = client.get("/admin/").context
    assert [record.pk for record in context["drafts"]] == [draft.pk]
    assert [record.pk for record in context["waiting"]] == [waiting.pk]
    assert [(check.name, check.count) for check in context["checks"]] == [("undecided", 1)]
    tallies = {
        tally.kind: (tally.published, tally.in_review, tally.drafts, tally.withdrawn) for tally in context["counts"]
    }
    assert {kind: numbers for kind, numbers in tallies.items() if any(numbers)} == {"milestone": (1, 1, 1, 0)}


def test_the_language_of_the_desk_is_a_button_away(client):
    client.force_login(make.user("Editors"))
    client.post("/admin/language/", {"language": "zh-hant", "next": "/admin/"})
    assert '<html lang="zh-hant"' in client.get("/admin/").text
