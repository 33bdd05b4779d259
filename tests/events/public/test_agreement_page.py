"""An agreement at a glance: who signed across the water, where it stands, where sources differ, what was signed beside it."""

import re

import html5lib
import pytest

from events.models import FollowUp, Record
from tests import make
from tests.events.public.test_pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-24 12:00:00")


def page_of(client, agreement):
    page = client.get(agreement.get_absolute_url().replace("/zh-hant/", "/en/")).text
    html5lib.HTMLParser(strict=True).parse(page)
    return page


def side(page, name):
    return words(re.search(rf'<div class="span-fig__{name}">(.*?)</div>\n', page, re.S).group(1))


def test_parties_stand_on_their_banks_and_who_has_no_city_floats(client):
    port = make.institution("Port University", title_zh_hant="港口大學")
    peak = make.institution("Peak Foundation", cities=["hong-kong"])
    hall = make.institution("Hall", cities=["hong-kong"])
    lost = make.institution("Lost Fund", cities=[])
    page = page_of(client, make.agreement(parties=[port, peak, hall, lost], start="2024-10"))
    assert side(page, "left") == "SH Shanghai Port University 港口大學"
    assert side(page, "right") == "HK Hong Kong Peak Foundation Hall"
    middle = page[page.index("span-fig__mid") : page.index("span-fig__right")]
    assert "? City not recorded Lost Fund" in words(middle)


def test_sides_without_a_party_say_so(client):
    one_sided = page_of(client, make.agreement(parties=[make.institution("Port University")]))
    assert side(one_sided, "right") == "HK Hong Kong no party of this city"
    unstated = page_of(client, make.agreement(parties=[], cities=["shanghai", "hong-kong"]))
    assert side(unstated, "left") == "SH Shanghai Party not stated"


def test_a_party_that_is_not_public_is_not_named(client):
    hidden = make.institution("zq7secretzq7")
    signed = make.agreement(parties=[hidden])
    Record.objects.filter(pk=hidden.pk).update(status="draft")
    page = page_of(client, signed)
    assert "zq7secretzq7" not in page
    assert "a record that is not public" in side(page, "left")


def test_the_ribbon_is_a_list_whose_current_stage_is_marked(client):
    source = make.source(publisher="The Port Gazette")
    signed = make.agreement(start="2022-05")
    later = make.agreement("The next", start="2025")
    FollowUp.objects.create(
        agreement=signed, kind="renewed", date="2025", text_en="Renewed.", source=source, other=later
    )
    ribbon = re.search(r'<ol class="ribbon".*?</ol>', page_of(client, signed), re.S).group()
    stages = [
        (bool(now), words(told)) for now, told in re.findall(r"<li[^>]*?(aria-current=\"step\")?>(.*?)</li>", ribbon)
    ]
    assert stages == [
        (False, "Signed May 2022 1"),
        (True, "Renewed 2025 The Port Gazette The next"),
        (False, "In force Start date not stated"),
        (False, "Concluded No end date stated"),
    ]


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("2024-10-14", "Unless something newer is found, it counts as quiet after 14 October 2027."),
        ("2019", "No public follow-up found in the last three years. Last evidence: 2019."),
    ],
)
def test_the_reader_is_told_until_when_the_evidence_counts(client, start, told):
    assert told in words(page_of(client, make.agreement(start=start)))


def test_what_was_signed_beside_it_is_shown_of_the_same_forum_else_of_the_same_day(client):
    forum = make.forum()
    signed, beside = make.agreement("This", forum=forum), make.agreement("Beside it", forum=forum)
    same_day, month = make.agreement("Same day"), make.agreement("Same month", start="2024-10")
    secret = make.agreement("Secret", forum=forum)
    Record.objects.filter(pk=secret.pk).update(status="draft")

    def shown(agreement):
        page = page_of(client, agreement)
        if 'id="beside"' not in page:
            return None
        part = page[page.index('id="beside"') :]
        return words(re.search(r">(.*?)</h2>", part).group(1)), re.findall(r'<span class="vh">: (.*?)</span>', part)

    assert shown(signed) == ("Signed at the same forum", ["Beside it"])
    assert shown(same_day) == ("Signed the same day", ["Beside it", "This"])
    assert shown(month) is None
    assert beside.is_public


def test_a_correction_opens_where_the_sources_differ(client):
    signed = make.agreement()
    claim = make.claim(signed, "instrument", reported="handshake", decision="corrected", reason_en="It was on paper.")
    page = page_of(client, signed)
    assert f'<a class="corrected" href="#correction-{claim.pk}">' in page
    row = words(re.search(rf'<tr id="correction-{claim.pk}">(.*?)</tr>', page, re.S).group(1))
    assert row.startswith("Instrument handshake")
    assert row.endswith("Cooperation agreement It was on paper.")
    assert "Sources differ" in page
    assert "Sources differ" not in page_of(client, make.agreement())
