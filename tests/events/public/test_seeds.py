"""What the curated record shows in public, word by word. Imported once for this module."""

import re

import pytest
from django.core.management import call_command
from django.db import transaction

from events.models import Agreement, Forum, Institution, Milestone, Person, Record, Report, Source
from tests.events.public.test_pages import words

FORUM = "/en/forums/shanghai-hong-kong-cooperation-and-development-forum-2024/"
FSDC = "/en/agreements/fsdc-srcfsd-memorandum-2024/"
SMU = "/en/agreements/smu-hkcs-equatorial-strategic-cooperation-2024/"


@pytest.fixture(scope="module", autouse=True)
def _seeds(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("import_seeds", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-25 12:00:00")


pytestmark = pytest.mark.django_db


@pytest.fixture
def forum_page(client):
    return client.get(FORUM).text


def passage(page, number):
    """The words that are highlighted for a note."""
    text = re.search(r'<div class="source__text".*?</section>', page, re.S).group()
    opened = re.search(rf'<mark id="n{number}">', text)
    depth, end = 1, opened.end()
    while depth:
        tag = re.compile(r"</?mark").search(text, end)
        depth += -1 if tag.group() == "</mark" else 1
        end = tag.end()
    return words(re.sub(r'<a class="pin".*?</a>', "", text[opened.end() : tag.start()]))


def with_passages(page, html):
    """The words of a fact, and what is highlighted for each of its pins."""
    numbers = re.findall(r'<a class="pin"[^>]*href="#n(\d+)"', html)
    said = re.sub(r'<a class="(?:pin|corrected)".*?</a>', "", html)
    return words(said), [passage(page, number) for number in numbers]


def facts(page, label):
    """Each line of a fact with its passages."""
    cell = re.search(rf"<dt>{label}</dt><dd>(.*?)</dd>", page, re.S).group(1)
    lines = re.findall(r"<li[^>]*>(.*?)</li>", cell, re.S) or [cell]
    return [with_passages(page, line) for line in lines]


def test_the_forum_shows_what_its_report_says_each_with_the_passage(forum_page):
    shown = {
        label: facts(forum_page, label)
        for label in ("Date", "Held in", "Theme", "Took part", "Thematic discussions", "National strategies named")
    }
    assert shown == {
        "Date": [("14 October 2024", ["On October 14, 2024"])],
        "Held in": [("SH Shanghai venue not stated", ["took place in Shanghai"])],
        "Theme": [
            (
                "Shanghai-Hong Kong Cooperation Promoting ‘Bringing In and Going Out’",
                ["the theme of “Shanghai-Hong Kong Cooperation Promoting ‘Bringing In and Going Out’.”"],
            )
        ],
        "Took part": [
            (
                "More than 160 people",
                [
                    "participation from over 160 experts, scholars, government officials, and representatives "
                    "from various sectors from both Shanghai and Hong Kong"
                ],
            )
        ],
        "Thematic discussions": [
            (
                "Developing high-end international shipping services",
                ["developing high-end international shipping services"],
            ),
            (
                "Enhancing intellectual property cooperation to promote the market transformation of "
                "technological achievements globally",
                [
                    "enhancing intellectual property cooperation to promote the market transformation of "
                    "technological achievements globally"
                ],
            ),
            (
                "Strengthening the financial industries in both regions",
                ["strengthening the financial industries in both regions"],
            ),
        ],
        "National strategies named": [
            (
                "Guangdong-Hong Kong-Macao Greater Bay Area",
                ["the Guangdong-Hong Kong-Macao Greater Bay Area initiative"],
            ),
            (
                "Integrated development of the Yangtze River Delta",
                ["major national strategies such as the Yangtze River Delta Integration Development"],
            ),
        ],
    }


def test_its_three_organisers_stand_under_their_own_names_beside_the_words_of_the_report(forum_page):
    assert facts(forum_page, "Organised by") == [
        (
            "SH Committee for Liaison with Hong Kong, Macao, Taiwan and Overseas Chinese of the CPPCC Shanghai Committee",
            [
                "jointly organized by the Shanghai Municipal Committee of the Chinese People’s Political Consultative "
                "Conference for Hong Kong, Macau, Taiwan and Overseas Chinese Affairs"
            ],
        ),
        ("SH Shanghai Academy of Social Sciences", ["the Shanghai Academy of Social Sciences"]),
        ("HK The Better Hong Kong Foundation", ["the Hong Kong Tomorrow Development Foundation"]),
    ]


def test_the_keynote_and_what_was_proposed_stand_with_their_sentences(forum_page):
    assert facts(forum_page, "Keynote speaker")[0][0].startswith(
        "Leung Chun-ying Vice-Chairman of the National Committee"
    )
    said = re.findall(r'<li id="said-[^"]*">(.*?)</li>', forum_page, re.S)
    shown = [with_passages(forum_page, line) for line in said]
    assert [(about.rpartition(" Leung Chun-ying · ")[2], len(passages)) for about, passages in shown] == [
        ("Paraphrase", 1),
        ("Paraphrase · Finance · Technology and innovation · Shipping", 1),
        ("Proposal · Culture · Trade and commerce", 1),
        ("Paraphrase · Culture", 1),
        ("Quotation · Culture", 1),
        ("Proposal · Trade and commerce", 1),
    ]
    assert shown[2][1] == [
        "He also suggested that both regions could explore further cooperation in cultural exchanges, international "
        "market expansion, and brand development to contribute even more significantly to national development."
    ]
    assert shown[5][1] == [
        "Leung expressed his belief that Shanghai and Hong Kong could jointly strengthen the branding of Chinese "
        "agricultural products."
    ]


def test_both_documents_are_on_the_page_of_the_forum_with_their_passages(forum_page):
    evidence = re.findall(r'<p class="bridge__evidence"[^>]*>(.*?)</p>', forum_page, re.S)
    assert re.findall(r'<h3 class="bridge__title"><a href="([^"]+)"', forum_page) == [FSDC, SMU]
    assert [" | ".join(with_passages(forum_page, line)[1]) for line in evidence] == [
        "On October 14, 2024 | During the event | the Hong Kong Financial Development Council | "
        "the Shanghai Financial Stability Development Research Center | signed a Memorandum of Understanding",
        "On October 14, 2024 | During the event | Shanghai Maritime University | the Hong Kong Chamber of Shipping | "
        "Equatorial Fund Limited | entered into a strategic cooperation agreement",
    ]


@pytest.mark.parametrize(
    ("path", "parties"),
    [
        (
            FSDC,
            [
                ("HK Financial Services Development Council", ["the Hong Kong Financial Development Council"]),
                (
                    "SH Shanghai Research Center for Financial Stability and Development",
                    ["the Shanghai Financial Stability Development Research Center"],
                ),
            ],
        ),
        (
            SMU,
            [
                ("SH Shanghai Maritime University", ["Shanghai Maritime University"]),
                ("HK Hong Kong Chamber of Shipping", ["the Hong Kong Chamber of Shipping"]),
                ("? Equatorial Fund Limited city not recorded", ["Equatorial Fund Limited"]),
            ],
        ),
    ],
)
def test_the_parties_stand_in_the_order_of_the_report(client, path, parties):
    assert facts(client.get(path).text, "Parties, in order") == parties


def test_leung_chun_ying_has_his_right_office_and_the_reported_one(client):
    page = client.get("/en/people/leung-chun-ying/").text
    office = re.search(r'id="offices".*?<li>(.*?)</li>', page, re.S).group(1)
    assert words(office).startswith(
        "Vice-Chairman of the National Committee of the Chinese People&#x27;s Political Consultative Conference"
    )
    assert "corrected" in words(office)
    corrections = re.search(r'<section class="disagree".*?</section>', page, re.S).group()
    assert [words(quote) for quote in re.findall(r'<q class="said"[^>]*>(.*?)</q>', corrections)] == [
        "Lieutenant Governor"
    ]


def test_each_correction_of_the_forum_shows_reported_words_reason_and_evidence(forum_page):
    rows = re.findall(r'<tr id="correction-[^"]+">(.*?)</tr>', forum_page, re.S)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in rows]
    assert {words(re.search(r"<q[^>]*>(.*?)</q>", said).group(1)) for said, _evidence, _reason in cells} >= {
        "Shanghai-Hong Kong Cooperation and Development Forum",
        "Lieutenant Governor",
        "Hong Kong Tomorrow Development Foundation",
        "Hong Kong Financial Development Council",
    }
    assert all(words(reason) and "/en/sources/" in evidence for _said, evidence, reason in cells)


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("forums", Forum), ("agreements", Agreement), ("milestones", Milestone), ("institutions", Institution),
        ("people", Person), ("reports", Report), ("sources", Source),
    ],
)  # fmt: skip
def test_a_list_counts_what_the_database_holds_and_shows_each_once(client, path, model):
    shown, number = [], 1
    while True:
        response = client.get(f"/en/{path}/", {"page": number})
        page = response.context["page"]
        shown += [record.slug for record in page]
        if not page.has_next():
            break
        number += 1
    expected = set(model.objects.values_list("slug", flat=True))
    assert len(shown) == len(set(shown)) and set(shown) == expected
    assert re.search(rf'role="status"><b>{len(expected)} ', response.text)


def test_the_first_page_and_the_timeline_count_what_the_database_holds(client):
    documents, events = Agreement.objects.count(), Forum.objects.count() + Milestone.objects.count()
    counted = sum(
        max(forum.documents_signed - forum.agreements.count(), 0)
        for forum in Forum.objects.filter(documents_signed__isnull=False)
    )
    told = f"{documents + counted} documents signed and {events} events since November 1997."
    assert told in words(client.get("/en/").text)
    assert f"{events} events, {documents} documents, {counted} more not itemised" in words(
        client.get("/en/timeline/").text
    )


def test_a_withheld_address_is_on_no_page(client):
    withheld = set(Source.objects.filter(safe_to_link=False).exclude(url="").values_list("url", flat=True))
    assert withheld
    for path in [
        "/en/sources/",
        *(record.get_absolute_url() for record in [*Record.objects.all(), *Source.objects.all()]),
    ]:
        page = client.get(path).text
        assert not {url for url in withheld if url in page or url.replace("&", "&amp;") in page}, path


def test_every_fact_of_every_record_has_a_pin(client):
    bare: dict[str, str] = {}
    for record in Record.objects.exclude(kind="report"):
        page = client.get(record.get_absolute_url()).text
        for label, cell in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.S):
            if 'class="pin"' not in cell and 'class="unk"' not in cell:
                bare.setdefault(label, record.slug)
    # Our own filing, names that we collected, and what other records say.
    assert set(bare) <= {
        "Sectors", "Series", "City", "Other names", "Website", "Part of", "Its parts", "Succeeded by", "Succeeds",
    }, bare  # fmt: skip
