"""Records in the words of schema.org: the whole of what each kind says, with whole addresses and honest dates."""

import json

import pytest
from django.utils.translation import override

from events.catalogue import agreements, forums, institutions, milestones, people, reports
from events.exports.json_ld import as_text, breadcrumbs, describe
from events.models import Appointment, Forum, Name, Record
from tests import make
from tests.events.public.whole_record import whole_record
from tests.events.templatetags.test_pictures import add

pytestmark = pytest.mark.django_db

SITE = "https://twin.example"
CATALOGUE = {
    "forum": forums,
    "agreement": agreements,
    "institution": institutions,
    "person": people,
    "milestone": milestones,
    "report": reports,
}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-24 12:00:00")


def at(path):
    return f"{SITE}{path}"


def described(kind, slug, language="en"):
    with override(language):
        return describe(CATALOGUE[kind].for_detail().get(slug=slug), at)


def link(slug, kind, section):
    """How one record names another."""
    record = Record.objects.get(slug=slug)
    address = f"{SITE}/en/{section}/{slug}/"
    return {"@type": kind, "@id": record.pk.urn, "name": record.title_en, "url": address}


def head(slug, kind, section):
    own = link(slug, kind, section)
    return {"@context": "https://schema.org", **own, "mainEntityOfPage": own["url"], "image": f"{own['url']}card.png"}


FINANCE = {"@type": "DefinedTerm", "name": "Finance", "url": f"{SITE}/en/sectors/finance/"}
SHANGHAI = {"@type": "PostalAddress", "addressLocality": "Shanghai"}


def body(slug):
    return link(slug, "CollegeOrUniversity", "institutions")


def test_a_forum_is_an_event():
    whole_record()
    own = head("harbour-seminar-2024", "Event", "forums")
    assert described("forum", "harbour-seminar-2024") == {
        **own,
        "image": [own["image"]],
        "alternateName": ["2024海港研讨会"],
        "description": "More than 160 people met.",
        "startDate": "2024-10-14",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": [{"@type": "Place", "name": "Shanghai", "address": SHANGHAI}],
        "superEvent": {"@type": "EventSeries", "name": "Conference"},
        "organizer": [body("harbour"), body("peak")],
        "performer": [link("lee-ying", "Person", "people")],
        "workFeatured": [link("ports-memorandum-2024", "CreativeWork", "agreements")],
        "subjectOf": [link("an-account", "Article", "reports")],
        "about": [FINANCE],
    }


def test_an_agreement_is_a_work_of_its_parties_and_no_law():
    whole_record()
    assert described("agreement", "ports-memorandum-2024") == {
        **head("ports-memorandum-2024", "CreativeWork", "agreements"),
        "genre": "Cooperation agreement",
        "dateCreated": "2024-10-14",
        "creator": [body("harbour"), body("peak"), body("lost")],
        "locationCreated": [{"@type": "Place", "name": "Shanghai", "address": SHANGHAI}],
        "about": [FINANCE],
        "subjectOf": [link("an-account", "Article", "reports")],
    }


def test_an_institution_is_an_organisation_by_all_its_names():
    whole_record()
    Name.objects.create(record=Record.objects.get(slug="harbour"), text="Harbor Univercity", kind="reported")
    told = described("institution", "harbour")
    names = told.pop("alternateName")
    assert (names[:2], set(names[2:])) == (["海港大學", "海港大学"], {"海大", "HU"})
    assert told == {**head("harbour", "CollegeOrUniversity", "institutions"), "address": [SHANGHAI]}


def test_an_institution_shows_its_logo_and_where_it_belongs():
    parent = make.institution("Board", slug="board")
    made = make.institution("Office", slug="office", parent=parent, website="https://office.example", cities=[])
    stem = add(made, (300, 200), alt_en="Logo").file.name.split("/")[-1].replace(".", "-")
    told = described("institution", "office")
    assert told["parentOrganization"] == body("board")
    assert told["sameAs"] == "https://office.example"
    assert told["logo"] == f"{SITE}/media/renditions/{stem}-300.jpg"
    assert "address" not in told


def test_a_person_holds_offices_between_the_days_that_are_known():
    whole_record()
    Appointment.objects.update(since="2021", until="2024-06")
    role = {"@type": "OrganizationRole", "roleName": "Chairman", "startDate": "2021", "endDate": "2024-06"}
    assert described("person", "lee-ying") == {
        **head("lee-ying", "Person", "people"),
        "alternateName": ["李瑩"],
        "affiliation": [{**role, "affiliation": body("peak")}],
    }


def test_a_milestone_is_an_event_as_precise_as_its_date():
    whole_record()
    assert described("milestone", "link-opens") == {
        **head("link-opens", "Event", "milestones"),
        "startDate": "2014",
        "contributor": [body("harbour")],
        "about": [FINANCE],
    }


def test_a_report_is_an_article_about_what_it_covers():
    whole_record()
    own = head("an-account", "Article", "reports")
    assert described("report", "an-account") == {
        **own,
        "image": [own["image"]],
        "headline": "An account",
        "datePublished": "2024-10-14",
        "dateModified": "2026-11-24",
        "inLanguage": "en",
        "author": "The editors",
        "publisher": {"@type": "Organization", "name": "Twin Cities", "url": f"{SITE}/en/"},
        "about": [
            link("harbour-seminar-2024", "Event", "forums"),
            link("ports-memorandum-2024", "CreativeWork", "agreements"),
        ],
    }


def test_photographs_come_before_the_card():
    report = make.report("An account", slug="account")
    stem = add(report).file.name.split("/")[-1].replace(".", "-")
    card = f"{SITE}/en/reports/account/card.png"
    assert described("report", "account")["image"] == [f"{SITE}/media/renditions/{stem}-1000.jpg", card]


def test_each_language_has_its_words_and_addresses_and_the_same_id():
    whole_record()
    english, simplified = (described("forum", "harbour-seminar-2024", code) for code in ("en", "zh-hans"))
    assert simplified["@id"] == english["@id"]
    assert (simplified["name"], simplified["alternateName"]) == ("2024海港研讨会", ["Harbour Seminar 2024"])
    assert simplified["url"] == f"{SITE}/zh-hans/forums/harbour-seminar-2024/"


def test_what_is_not_known_is_not_said():
    make.forum("Seminar", slug="seminar", start="2024-10", end=None, cities=[], format="online")
    own = head("seminar", "Event", "forums")
    online = "https://schema.org/OnlineEventAttendanceMode"
    assert described("forum", "seminar") == {
        **own,
        "image": [own["image"]],
        "startDate": "2024-10",
        "eventAttendanceMode": online,
    }
    make.agreement("Unnamed", slug="unnamed", parties=[], cities=["shanghai", "hong-kong"])
    assert "locationCreated" not in described("agreement", "unnamed")


def test_nobody_who_is_not_public_is_named():
    whole_record()
    Record.objects.exclude(kind="forum").update(status="draft")
    told = json.dumps(described("forum", "harbour-seminar-2024"))
    assert not [word for word in ("Lee Ying", "Peak", "Harbour University", "Memorandum", "account") if word in told]


def test_describing_asks_the_database_nothing(django_assert_num_queries):
    whole_record()
    for kind, slug in [
        ("forum", "harbour-seminar-2024"), ("agreement", "ports-memorandum-2024"), ("institution", "harbour"),
        ("person", "lee-ying"), ("milestone", "link-opens"), ("report", "an-account"),
    ]:  # fmt: skip
        record = CATALOGUE[kind].for_detail().get(slug=slug)
        with django_assert_num_queries(0):
            describe(record, at)


def test_breadcrumbs_are_numbered_and_end_at_the_page_itself():
    assert breadcrumbs([("Home", "/en/"), ("Forums", "/en/forums/"), ("Seminar", "")], at) == {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Home", "item": f"{SITE}/en/"},
            {"@type": "ListItem", "position": 2, "name": "Forums", "item": f"{SITE}/en/forums/"},
            {"@type": "ListItem", "position": 3, "name": "Seminar"},
        ],
    }


def test_no_words_can_end_the_element_that_they_stand_in():
    words = "</script><script>alert(1)</script><!-- & \u2028"
    text = as_text({"name": words})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"name": words}


def test_no_title_can_end_it_in_a_page(client):
    attack = "</script><script>alert(1)</script>"
    make.forum("Seminar", slug="seminar", summary_en=attack)
    Forum.objects.update(title_en=attack)
    page = client.get("/en/forums/seminar/").text
    assert "<script>alert" not in page
    data = page.split('<script type="application/ld+json">')[1:]
    told = [json.loads(one.split("</script>")[0]) for one in data]
    assert [one["@type"] for one in told] == ["Event", "BreadcrumbList"]
    assert told[0]["name"] == told[0]["description"] == attack
