import re

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from events.catalogue import agreements, institutions
from events.editorial.naming import refold
from events.models import Name
from events.timeline.entries import on_timeline
from events.web.filters import AgreementFilter, InstitutionFilter, TimelineFilter
from tests import make

pytestmark = pytest.mark.django_db


def titles(found):
    return {str(record) for record in found}


@pytest.fixture
def timeline():
    sass = make.institution("SASS", slug="sass")
    bhkf = make.institution("BHKF", slug="bhkf", cities=["hong-kong"])
    speaker = make.person("Speaker", slug="speaker")
    forum = make.forum(
        "Seminar", slug="seminar", start="2024-10-14", cities=["shanghai"], organisers=[sass], participants=[speaker]
    )
    make.agreement(
        "Memorandum", start="2024-10", cities=["hong-kong"], sectors=["finance"], parties=[sass, bhkf], forum=forum
    )
    make.milestone(title_zh_hant="滬港通", start="2014-11-17", institutions=[bhkf])
    make.forum("Draft", start="2024", published=False)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"Seminar", "Memorandum", "滬港通"}),
        ({"from": "2024"}, {"Seminar", "Memorandum"}),
        ({"from": "2024-10-20"}, {"Memorandum"}),  # October 2024 may be later than the 20th
        ({"to": "2024-10-01"}, {"Memorandum", "滬港通"}),
        ({"from": "2015", "to": "2023-12-31"}, set()),
        ({"city": "shanghai"}, {"Seminar"}),
        ({"sector": "finance"}, {"Memorandum"}),
        ({"kind": "milestone"}, {"滬港通"}),
        ({"kind": ["milestone", "forum"]}, {"Seminar", "滬港通"}),
        ({"city": ["shanghai", "hong-kong"]}, {"Seminar", "Memorandum"}),
        ({"city": "unknown"}, {"滬港通"}),
        ({"city": ["unknown", "shanghai"]}, {"Seminar", "滬港通"}),
        ({"institution": "sass"}, {"Seminar", "Memorandum"}),
        ({"institution": "bhkf"}, {"Memorandum", "滬港通"}),
        ({"person": "speaker"}, {"Seminar"}),
        ({"forum": "seminar"}, {"Seminar", "Memorandum"}),
        ({"q": "沪港通"}, {"滬港通"}),
        ({"q": "MEMO"}, {"Memorandum"}),
        ({"q": "memo seminar"}, set()),
    ],
)
def test_the_timeline_shows_what_fits_every_filter(timeline, query, found):
    assert titles(TimelineFilter(query, queryset=on_timeline()).qs) == found


@pytest.mark.parametrize(
    "query",
    [
        {"from": "31 February"},
        {"to": "2024-02-31"},
        {"from": "2024-13"},
        {"city": "paris"},
        {"kind": "person"},
        {"kind": ["milestone", "person"]},
        {"sector": "<svg>"},
        {"institution": "speaker"},  # the address of a person
        {"institution": "draft"},
        {"person": "\0"},
        {"forum": "é" * 10_000},
        {"q": "memo" * 2_500},
        {"q": "me\0mo"},
    ],
)
def test_a_value_that_cannot_be_read_is_told_and_left_out(timeline, query):
    filtered = TimelineFilter(query, queryset=on_timeline())
    assert titles(filtered.qs) == {"Seminar", "Memorandum", "滬港通"}
    assert set(filtered.form.errors) == set(query)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "quiet"}, {"Old"}),
        ({"status": "signed"}, {"New"}),
        ({"status": ["signed", "quiet"]}, {"Old", "New"}),
        ({"status": "renewed"}, set()),
    ],
)
def test_agreements_are_filtered_by_where_they_stand(query, found, time_machine):
    time_machine.move_to("2026-11-24")
    make.agreement("Old", start="2012")
    make.agreement("New", start="2025")
    assert titles(AgreementFilter(query, queryset=agreements.for_list()).qs) == found


@pytest.mark.parametrize("typed", ["FSDC", "fsdc", "金发局", "金發局", "financial services"])
def test_an_institution_is_found_by_any_of_its_names(typed):
    fsdc = make.institution("Financial Services Development Council")
    make.institution("Shanghai Maritime University")
    for text in ("FSDC", "金發局"):
        Name.objects.create(record=fsdc, text=text)
    refold(fsdc)
    assert titles(InstitutionFilter({"q": typed}, queryset=institutions.for_list()).qs) == {str(fsdc)}


def test_a_value_without_a_name_in_the_readers_language_says_which_it_is_named_in():
    for slug, chinese in (("finance", ""), ("trade", "貿易")):
        sector = make.sector(slug, name_zh_hant=chinese)
        make.agreement(sectors=[sector.slug])
    with override("zh-hant"):
        drop_down = str(TimelineFilter({}, queryset=on_timeline()).form["sector"])
        filtered = AgreementFilter({}, queryset=agreements.for_list())
        boxes = render_to_string("components/facets.html", {"filter": filtered})
    assert re.findall(r'<option value="(finance|trade)"([^>]*)>(.*?)</option>', drop_down) == [
        ("finance", ' lang="en"', "Finance"),
        ("trade", "", "貿易"),
    ]
    found = re.findall(
        r'value="(finance|trade)".*?<span class="sector"[^>]*>(.*?)</span>\s*<span class="num">', boxes, re.S
    )
    assert [(slug, words.replace("</span>", "")) for slug, words in found] == [
        ("finance", '<span lang="en">Finance'),
        ("trade", "貿易"),
    ]
