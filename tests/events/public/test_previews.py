"""Previews: the real pages with a draft in them, for whoever has the link; never kept, indexed or reached otherwise."""

import datetime
import re
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import override

from events.catalogue import kept
from events.editorial.content_version import raise_content_version
from events.editorial.drafts import discard
from events.editorial.publishing import publish
from events.models import Party, Record
from events.public import previews
from events.text.languages import HTML_LANG, LANGUAGES
from events.web.previews import PreviewLink, link_to_draft, link_to_live
from tests import make
from tests.events.public.addresses import addresses
from tests.events.public.whole_record import whole_record
from tests.forum_portal.test_headers import policy

pytestmark = pytest.mark.django_db

WEEK = datetime.timedelta(days=7)


@pytest.fixture
def anna():
    return make.user("Editors", username="anna")


@pytest.fixture
def ben():
    return make.user("Publishers", username="ben")


def link_to(record, **asked):
    return link_to_draft(Record.objects.get(pk=record.pk), lasts=WEEK, **asked)


def drafted(anna, **columns):
    record = make.agreement("Live", slug="live", cities=["shanghai"])
    return make.draft(record, anna, **{"title_en": "Drafted", **columns})


def apart(response):
    """Whether an answer tells everyone to keep it nowhere and to tell nobody."""
    return (
        response["Cache-Control"] == "no-store, private"
        and response["X-Robots-Tag"] == "noindex, nofollow"
        and response["Referrer-Policy"] == "no-referrer"
        and (response["X-Frame-Options"], policy(response)["frame-ancestors"]) == ("SAMEORIGIN", ["'self'"])
        and not response.cookies
        and not {"ETag", "Last-Modified"} & {*response.headers}
    )


# What it shows


def test_every_public_page_shows_the_draft_in_every_language_and_readers_see_none_of_it(client, anna):
    link = link_to(drafted(anna, title_zh_hant="草稿題目", title_zh_hans="草稿题目"))
    words = {"en": "Drafted", "zh-hant": "草稿題目", "zh-hans": "草稿题目"}
    for language, title in words.items():
        for page in ("agreements/live/", "agreements/", "timeline/2024/"):
            path = f"/{language}/{page}"
            before = client.get(path).content
            shown = client.get(link.to(path))
            assert shown.status_code == 200 and f'<html lang="{HTML_LANG[language]}">' in shown.text, path
            assert shown["Content-Language"] == language
            assert title not in before.decode() and client.get(path).content == before, path
        assert title in client.get(link.to(f"/{language}/agreements/live/")).text


def test_the_page_is_the_one_that_readers_get_once_it_is_published(client, anna, ben, time_machine):
    """But for its banner, its links, and what machines are told."""
    time_machine.move_to("2026-11-24 12:00:00", tick=False)
    record = drafted(anna)
    link = link_to(record)
    pages = [
        "/en/agreements/live/",
        "/zh-hant/agreements/live/history/",
        "/en/agreements/live/history/2/",
        "/en/agreements/",
    ]
    shown = [client.get(link.to(path)).text for path in pages]
    publish(record, by=ben)
    for path, page in zip(pages, shown, strict=True):
        assert words_of(page.replace(link.address, "/")) == words_of(client.get(path).text), path
    assert "version 2, 2026-11-24" in shown[0] and "Drafted" in shown[2]


def words_of(page):
    """The page without what only a preview has, and without what only a public page has."""
    page = re.sub(r'<aside class="preview".*?</aside>', "", page, flags=re.S)
    page = re.sub("<title>(?:Preview|預覽|预览) · ", "<title>", page)
    page = re.sub(r'<script type="application/ld\+json">.*?</script>', "", page, flags=re.S)
    page = re.sub(
        r'<(?:meta (?:property="og|name="(?:twitter|citation_))|link rel="(?:canonical|alternate))[^>]*>', "", page
    )
    return [line.strip() for line in page.replace(' target="_blank"', "").splitlines() if line.strip()]


def test_it_says_above_the_page_what_it_is_and_until_when(client, anna, time_machine):
    time_machine.move_to("2026-11-24 12:00:00", tick=False)
    record = drafted(anna, title_en="Drafted & <b>signed</b>")
    link = link_to(record)
    page = client.get(link.to("/en/agreements/live/")).text
    assert "Preview of a draft of “Drafted &amp; &lt;b&gt;signed&lt;/b&gt;”, not public." in page
    assert "It expires with the next save, at the latest on 1 December 2026 at 12:00 (HKT)." in " ".join(page.split())
    there = re.findall(r'<a href="([^"]+)"( aria-current="page")?>(Page|List|Timeline of 2024)</a>', page)
    assert [(path.removeprefix(link.address), bool(here), name) for path, here, name in there] == [
        ("en/agreements/live/", True, "Page"),
        ("en/agreements/?q=Drafted+%26+%3Cb%3Esigned%3C%2Fb%3E", False, "List"),
        ("en/timeline/2024/#y2024", False, "Timeline of 2024"),
    ]
    first = record.revisions.published().get()
    assert (
        "Preview of an earlier version of “Live”"
        in client.get(link_to(record, revision=first).address, follow=True).text
    )


def test_the_address_of_the_link_leads_to_the_page_in_the_readers_language(client, anna):
    link = link_to(drafted(anna, slug="moved"))
    response = client.get(link.address, headers={"accept-language": "zh-HK"})
    assert (response.status_code, response["Location"]) == (302, link.to("/zh-hant/agreements/moved/"))
    assert apart(response)
    # What readers know it by leads on as it will.
    response = client.get(link.to("/en/agreements/live/"))
    assert (response.status_code, response["Location"]) == (302, link.to("/en/agreements/moved/"))
    assert client.get("/en/agreements/moved/").status_code == 404


FEEDS = {f"/{language}/feeds/atom.xml" for language in LANGUAGES}


def is_page(path):
    """Whether an address below a preview is that of a public page."""
    public = f"/{unquote(urlsplit(path).path).split('/', 3)[3]}"
    with override(public.split("/")[1]):
        return resolve(public).namespaces == ["public"]


def test_every_page_of_a_preview_is_whole_and_its_links_stay_in_it(client):
    pages = whole_record().pages
    link = link_to(Record.objects.get(slug="ports-memorandum-2024"))
    for name, path in pages.items():
        for language in LANGUAGES:
            response = client.get(link.to(path.replace("/en/", f"/{language}/", 1)))
            where = f"{name} in {language}"
            assert response.status_code == 200 and apart(response), where
            page = response.text
            html5lib.HTMLParser(strict=True).parse(page)
            assert page.count('<aside class="preview"') == 1, where
            led = set(re.findall(r'\s(?:href|src|action)="(/[^"]*)"', page))
            assert {path for path in led if not path.startswith((link.address, "/static/", "/media/"))} <= FEEDS, where
            assert {path for path in led if path.startswith(link.address) and not is_page(path)} == set(), where
            assert "ld+json" not in page and "canonical" not in page and "og:" not in page, where


def test_what_readers_see_now_can_be_framed_beside_it(client, anna):
    record = drafted(anna)
    live = link_to_live(record, lasts=WEEK)
    response = client.get(live.to("/en/agreements/live/"))
    assert response.status_code == 200 and apart(response)
    assert "What readers see now" in response.text and "Drafted" not in response.text
    assert words_of(response.text.replace(live.address, "/").replace("<title>Live · ", "<title>")) == words_of(
        client.get("/en/agreements/live/").text
    )


def test_nothing_else_that_is_not_public_shows(client, anna):
    hidden = make.institution("Hidden Fund", slug="hidden", published=False)
    record = make.agreement("Live", slug="live")
    Party.objects.create(agreement=record, institution=hidden, position=9)
    make.draft(make.milestone("Other", slug="other"), anna, title_en="Another draft")
    link = link_to(make.draft(record, anna, title_en="Drafted"))
    for path in ("agreements/live/", "agreements/", "milestones/other/", "institutions/", "timeline/", ""):
        page = client.get(link.to(f"/en/{path}")).text
        assert "Hidden Fund" not in page and "Another draft" not in page, path
    assert client.get(link.to("/en/institutions/hidden/")).status_code == 404


def test_nobodys_own_rights_show_more(client, admin_client, anna):
    link = link_to(drafted(anna))
    for path in ("/en/agreements/live/", "/en/timeline/"):
        assert admin_client.get(link.to(path)).content == client.get(link.to(path)).content


def test_what_was_never_public_can_be_shown(client):
    record = make.agreement("New", slug="new", published=False, parties=[], start="2019-05-04")
    link = link_to(record)
    for path in ("/en/agreements/new/", "/en/agreements/", "/en/timeline/2019/"):
        assert "en/agreements/new/" in client.get(link.to(path)).text.partition("<main")[2], path
        assert "en/agreements/new/" not in client.get(path).text.partition("<main")[2], path


# Who gets it


def test_without_a_link_of_ours_there_is_nothing(client, anna):
    link = link_to(drafted(anna))
    token = resolve(link.address).kwargs["token"]
    for path in (
        "/preview/", "/preview/en/agreements/live/", f"/preview/{token[:-1]}/en/agreements/live/", "/preview/x/",
        f"/preview/x{token}/en/", f"/preview/{token.replace(':', '')}/en/", f"/en{link.address}en/",
    ):  # fmt: skip
        response = client.get(path)
        assert response.status_code == 404 and "Drafted" not in response.text, path
    assert apart(client.get("/preview/x/en/agreements/live/"))


@pytest.mark.parametrize(
    "path",
    [
        "admin/", "admin/events/agreement/", "admin/login/", "admin/language/", "oembed/?url=x", "media/pictures/x.jpg",
        "healthz", "readyz", "favicon.ico", "static/css/site.css", "fr/agreements/live/", "en", "en/../admin/",
        "/admin/", "en/nowhere/", "zh-hk/timeline/", "preview/x/en/",
    ],
)  # fmt: skip
def test_only_public_pages_can_be_asked_for(admin_client, anna, path):
    response = admin_client.get(link_to(drafted(anna)).to(path))
    assert response.status_code == 404 and apart(response)
    assert 'class="preview"' not in response.text and "Drafted" not in response.text


def test_what_is_no_page_is_none_in_a_preview_either(client, anna):
    response = client.get(link_to(drafted(anna)).to("/zh-hant/agreements/none/"))
    assert response.status_code == 404 and apart(response)
    assert f'<html lang="{HTML_LANG["zh-hant"]}">' in response.text and 'class="preview"' in response.text


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_it_can_only_be_read(client, anna, method):
    response = getattr(client, method)(link_to(drafted(anna)).to("/en/agreements/live/"))
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert apart(response)


def test_the_head_alone_can_be_asked_for(client, anna):
    response = client.head(link_to(drafted(anna)).to("/en/agreements/live/"))
    assert (response.status_code, response.content) == (200, b"") and apart(response)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ended", ["saved again", "discarded", "published", "expired"])
def test_a_link_that_has_ended_says_so(client, anna, ben, time_machine, ended, language):
    record = drafted(anna)
    link = link_to(record)
    if ended == "saved again":
        make.draft(record, anna, title_en="Drafted again")
    elif ended == "discarded":
        discard(record, by=anna)
    elif ended == "published":
        publish(record, by=ben)
    else:
        time_machine.move_to(timezone.now() + WEEK + datetime.timedelta(seconds=1))
    response = client.get(link.to(f"/{language}/agreements/live/"))
    assert response.status_code == 410 and apart(response)
    html5lib.HTMLParser(strict=True).parse(response.text)
    assert f'<html lang="{HTML_LANG[language]}">' in response.text and "Drafted" not in response.text
    if language == "en":
        told = "This preview has expired" if ended == "expired" else "This preview was replaced"
        assert f"<h1>{told}</h1>" in response.text
    assert client.get(link.address).status_code == 410


def test_a_draft_that_the_database_refuses_says_why(client, anna):
    link = link_to(drafted(anna, slug="wanted"))
    make.agreement("Other", slug="wanted")
    response = client.get(link.to("/en/agreements/wanted/"))
    assert response.status_code == 409 and apart(response)
    assert "another record has taken or names what was its own" in response.text


def test_whoever_waits_too_long_for_others_who_write_is_asked_to_come_back(client, anna, monkeypatch):
    def busy(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(previews, "previewed", busy)
    response = client.get(link_to(drafted(anna)).to("/en/agreements/live/"))
    assert response.status_code == 503 and apart(response)
    assert "Open the preview again in a minute." in response.text


def test_a_link_to_what_is_gone_says_so(client):
    record = make.milestone(published=False)
    links = [link_to(record), link_to_live(record, lasts=WEEK)]
    record.delete()
    assert [client.get(link.to("/en/timeline/")).status_code for link in links] == [410, 410]


# Who learns of it


def test_no_public_page_leads_to_a_preview(client, anna):
    record = drafted(anna)
    slugs = [record.slug, *Record.objects.values_list("slug", flat=True)]
    values = {
        "slug": slugs,
        "other": slugs,
        "year": [2024],
        "month": [10],
        "number": [1],
        "path": ["x"],
        "token": ["x"],
    }
    for path in addresses(values):
        if not path.startswith("/preview/"):
            assert b"/preview/" not in client.get(path).content, path


def test_a_reader_brings_no_cookie_into_it_and_takes_none_away(client, anna):
    client.force_login(anna)
    response = client.get(link_to(drafted(anna)).to("/en/agreements/live/"))
    assert not response.cookies and "Cookie" not in response.get("Vary", "")
    assert "anna" not in response.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "path", ["/en/", "/en/timeline/", "/en/timeline/2024/", "/en/agreements/?q=Drafted", "/en/sectors/finance/"]
)
def test_readers_get_nothing_of_a_preview_and_a_preview_nothing_that_is_kept(client, anna, path):
    record = make.agreement("Live", slug="live", sectors=["finance"], start="2024-10-14")
    for slug in ("first", "second"):
        make.milestone(slug, slug=slug, sectors=["finance"])
    link = link_to(make.draft(record, anna, title_en="Drafted", start="2024-03-02", slug="drafted"))
    live = link_to_live(record, lasts=WEEK)
    before = client.get(path).content
    shelf = {**kept._shelf}
    shown = client.get(link.to(path)).text
    assert "/en/agreements/drafted/" in shown
    assert kept._shelf == shelf
    framed = client.get(live.to(path)).text
    assert "drafted/" not in framed
    assert client.get(path).content == before
    # Nor where the preview comes first.
    kept.forget()
    client.get(link.to(path)), client.get(live.to(path))
    assert client.get(path).content == before
    raise_content_version()
    assert client.get(path).content == before


def pages(count, anna):
    left, right = make.institution(cities=["shanghai"]), make.institution(cities=["hong-kong"])
    record = make.agreement("Live", slug="live", parties=[left, right], cities=["shanghai"], sectors=["finance"])
    for number in range(count):
        Party.objects.create(agreement=record, institution=make.institution(), position=9 + number)
        make.claim(record, source=make.source(is_public=False))
        make.agreement(sectors=["finance"], cities=["hong-kong"])
        make.milestone(cities=["shanghai"])
    return link_to(make.draft(record, anna, title_en="Drafted"))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("/en/agreements/live/", 48), ("/en/agreements/", 42), ("/en/timeline/2024/", 44)]
)
def test_it_takes_the_same_queries_whatever_it_holds(client, anna, count, path, queries):
    link = pages(count, anna)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(link.to(path)).status_code == 200
    assert len(asked) == queries


def test_a_link_made_for_another_record_shows_that_record(client, anna):
    """The path says which page, the link which draft."""
    record, other = drafted(anna), make.milestone("Elsewhere", slug="elsewhere")
    forged = PreviewLink(other.pk, timezone.now() + WEEK, Record.objects.get(pk=other.pk).version, record.draft_id)
    assert client.get(forged.to("/en/agreements/live/")).status_code == 410
    assert "Drafted" not in client.get(link_to(other).to("/en/agreements/live/")).text
