"""What readers without an account are answered from memory: never late, nothing unpublished, nothing personal."""

import datetime
import gzip
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from events.editorial import drafting, merging
from events.editorial.content_version import raise_content_version
from events.editorial.publishing import publish, publish_many, withdraw
from events.editorial.scheduling import publish_due, schedule
from events.models import City, ContentVersion, Forum, Record, Source
from events.web.previews import link_to_draft
from forum_portal import page_cache
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime.datetime(2030, 5, 4, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _groups(groups):
    pass


@pytest.fixture
def reader():
    return Client()


def kept():
    """Each page that is kept: its address and query."""
    return {key[2:4] for shelf in (page_cache._pages, page_cache._asked) for key in shelf._things}


def told(response):
    """Its headers, but for the id that each answer has of its own."""
    return {name: value for name, value in response.headers.items() if name != "X-Request-ID"}


def asked(reader, path, **headers):
    """The answer, and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        response = reader.get(path, headers=headers)
    return response, len(queries)


# What is kept, and how it is told


@pytest.mark.parametrize(
    "path",
    ["/en/", "/zh-hant/timeline/", "/en/forums/f/", "/en/forums/?city=shanghai&order=oldest", "/en/feeds/atom.xml"],
)
def test_a_page_is_made_once_and_then_takes_one_query(reader, path):
    make.forum("Forum", slug="f", cities=["shanghai"])
    first = reader.get(path)
    again, queries = asked(reader, path)
    assert queries == 1
    assert (again.status_code, again.content) == (200, first.content)
    assert told(again) == told(first)


def test_readers_are_told_to_ask_each_time_with_the_tag_of_what_they_have(reader):
    page = reader.get("/en/")
    assert page["Cache-Control"] == "no-cache"
    assert page["ETag"].startswith('W/"')
    assert page["Vary"] == "Accept-Encoding"
    assert not page.cookies


@pytest.mark.parametrize("is_kept", [True, False])
def test_who_has_the_page_is_told_so_and_sent_nothing(reader, settings, is_kept):
    settings.PAGE_CACHE_BYTES = settings.PAGE_CACHE_BYTES if is_kept else 0
    tag = reader.get("/en/")["ETag"]
    same = reader.get("/en/", headers={"if-none-match": f'"other", {tag}'})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", tag)
    assert {"Cache-Control", "Vary"} <= {*same.headers}
    assert reader.get("/en/", headers={"if-none-match": "*"}).status_code == 304
    assert reader.get("/en/", headers={"if-none-match": 'W/"other"'}).status_code == 200


def test_the_date_serves_who_knows_no_tags(reader):
    with time_machine.travel(NOON, tick=False):
        ContentVersion.objects.create(number=7, second=int(NOON.timestamp()) - 60)
        page = reader.get("/en/")
        assert page["Last-Modified"] == "Sat, 04 May 2030 11:59:00 GMT"
        date = page["Last-Modified"]
        assert reader.get("/en/", headers={"if-modified-since": date}).status_code == 304
        # A tag says more than a date.
        assert reader.get("/en/", headers={"if-modified-since": date, "if-none-match": 'W/"x"'}).status_code == 200
        # Whoever makes up a date can't know what was changed within its second.
        later = "Sat, 04 May 2030 11:59:30 GMT"
        assert reader.get("/en/", headers={"if-modified-since": later}).status_code == 200
        raise_content_version()
        assert reader.get("/en/", headers={"if-modified-since": date}).status_code == 200


def test_no_two_versions_have_the_same_date():
    with time_machine.travel(NOON, tick=False):
        seconds = []
        for _ in range(3):
            raise_content_version()
            seconds.append(ContentVersion.objects.get().second)
    assert seconds == [int(NOON.timestamp()) + more for more in range(3)]


def test_no_date_is_told_that_has_not_come(reader):
    with time_machine.travel(NOON, tick=False):
        ContentVersion.objects.create(number=7, second=int(NOON.timestamp()) + 5)
        for _ in range(2):
            assert "Last-Modified" not in reader.get("/en/")
    with time_machine.travel(NOON + datetime.timedelta(seconds=5), tick=False):
        page, queries = asked(reader, "/en/")
        assert (page["Last-Modified"], queries) == ("Sat, 04 May 2030 12:00:05 GMT", 1)


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_head_has_the_headers_of_the_page_and_leaves_the_page_as_it_was(reader, is_kept):
    if is_kept:
        reader.get("/en/")
    # Django's client would cut the body off itself.
    response = WSGIHandler().get_response(RequestFactory().head("/en/"))
    page = reader.get("/en/")
    assert b"".join(response) == b""
    assert told(response) == told(page)
    assert len(page.content) == int(page["Content-Length"]) > 1000


def test_pages_are_packed_for_who_takes_gzip_and_the_tag_stays(reader):
    plain = reader.get("/en/")
    for _ in range(2):
        packed = reader.get("/en/", headers={"accept-encoding": "br, gzip;q=0.8"})
        assert (packed["Content-Encoding"], packed["Vary"]) == ("gzip", "Accept-Encoding")
        assert gzip.decompress(packed.content) == plain.content
        assert packed["ETag"] == plain["ETag"]
        assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 3
    for refused in ("gzip;q=0", "br", "identity", "gzip; q=0.0"):
        assert "Content-Encoding" not in reader.get("/en/", headers={"accept-encoding": refused})
    assert reader.get("/en/").content == plain.content


def test_a_picture_keeps_its_own_tag_and_is_not_packed_again(reader):
    make.forum("Forum", slug="f")
    card = reader.get("/en/forums/f/card.png", headers={"accept-encoding": "gzip"})
    again, queries = asked(reader, "/en/forums/f/card.png", **{"accept-encoding": "gzip"})
    assert (queries, again.content, again["ETag"]) == (1, card.content, card["ETag"])
    assert "Content-Encoding" not in again
    assert not again["ETag"].startswith("W/")
    assert reader.get("/en/forums/f/card.png", headers={"if-none-match": card["ETag"]}).status_code == 304


# Each has its own


def test_languages_filters_hosts_and_schemes_have_pages_of_their_own(reader, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    make.forum("Forum", slug="f", cities=["shanghai"])
    asked_for = [
        {"path": path, "SERVER_NAME": host, "HTTP_HOST": host, "secure": secure}
        for path in ("/en/about/", "/zh-hant/about/", "/en/about/?city=shanghai", "/en/about/?city=hong-kong")
        for host in ("one.example", "two.example")
        for secure in (True, False)
    ]
    first = [reader.get(**one).content for one in asked_for]
    assert len({*first}) == len(asked_for)
    with CaptureQueriesContext(connection) as queries:
        assert [reader.get(**one).content for one in asked_for] == first
    assert len(queries) == len(asked_for)


def test_a_name_that_is_not_ours_is_refused_whatever_is_kept(reader):
    reader.get("/en/")
    assert reader.get("/en/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("host", ["testserver:8081", "TESTserver"])
def test_other_spellings_of_our_name_fill_nothing(reader, host):
    page = reader.get("/en/about/", headers={"host": host})
    assert (page.status_code, kept()) == (200, set())


def test_the_bare_address_is_answered_by_the_languages_of_each(reader):
    for _ in range(2):
        for language in ("en", "zh-hant"):
            response = reader.get("/", headers={"accept-language": language})
            assert response["Location"] == f"/{language}/"
            assert "Accept-Language" in response["Vary"]
            assert "ETag" not in response
    assert kept() == set()


def test_the_language_that_someone_chose_at_the_desk_changes_no_public_page(reader):
    page = reader.get("/en/forums/").content
    reader.cookies["django_language"] = "zh-hant"
    assert reader.get("/en/forums/").content == page
    assert reader.get("/")["Location"] == "/zh-hant/"
    page_cache.forget()
    assert reader.get("/en/forums/").content == page


# Stale at once, and in every worker


def publishes():
    publish(make.forum("New", published=False), by="tests")


def publishes_many():
    publish_many([make.forum("New", published=False).pk], by="tests")


def publishes_what_is_due():
    record = make.forum("New", published=False)
    boss = make.user("Publishers")
    due = timezone.now() + datetime.timedelta(minutes=1)
    schedule(Forum.objects.get(pk=record.pk), at=due, by=boss)
    publish_due(due)


def publishes_a_draft():
    record = make.forum("Old", slug="old")
    make.draft(record, title_en="New")
    publish(Forum.objects.get(pk=record.pk), by="tests")


def withdraws():
    withdraw(Forum.objects.get(slug="before"), by="tests", reason="Never held.")


def renames_a_term():
    city = make.city("shanghai")
    city.name_en = "Renamed"
    drafting.save_entry(city, by="tests", created=False)


def adds_a_term():
    drafting.save_entry(City(slug="new", name_en="New", letter_en="N"), by="tests", created=True)


def deletes_a_term():
    drafting.delete(make.city("nowhere"), by="tests")


def edits_a_source():
    source = Source.objects.public().first()
    source.title = "Renamed"
    drafting.save_entry(source, by="tests", created=False)


def merges():
    kept, gone = make.institution("One"), make.institution("Two")
    merging.merge(kept, gone, by="tests")


def undoes_a_merge():
    kept, gone = make.institution("One"), make.institution("Two")
    merging.undo_merge(merging.merge(kept, gone, by="tests"), by="tests")


def rebuilds_the_search():
    call_command("rebuild_search", verbosity=0)


CHANGES = [
    publishes,
    publishes_many,
    publishes_what_is_due,
    publishes_a_draft,
    withdraws,
    renames_a_term,
    adds_a_term,
    deletes_a_term,
    edits_a_source,
    merges,
    undoes_a_merge,
    rebuilds_the_search,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_readers_may_notice_makes_every_page_anew(reader, change):
    for name in ("before", "staying"):
        make.forum(name.title(), slug=name, cities=["shanghai"])
    paths = ["/en/", "/en/forums/", "/en/forums/?city=shanghai", "/zh-hans/timeline/", "/en/feeds/atom.xml"]
    for path in paths:
        reader.get(path)
        assert asked(reader, path)[1] == 1
    change()
    for path in paths:
        page, queries = asked(reader, path)
        assert queries > 1
        page_cache.forget()
        assert reader.get(path).content == page.content


def test_who_asks_with_an_old_tag_gets_the_new_page(reader):
    tag = reader.get("/en/forums/")["ETag"]
    make.forum("Newcomer")
    page = reader.get("/en/forums/", headers={"if-none-match": tag})
    assert page.status_code == 200
    assert "Newcomer" in page.text


def test_a_page_that_a_change_did_not_touch_keeps_its_tag(reader):
    tag = reader.get("/en/people/")["ETag"]
    raise_content_version()
    assert reader.get("/en/people/", headers={"if-none-match": tag}).status_code == 304


def test_a_new_policy_comes_with_a_new_tag(reader, settings):
    settings.PAGE_CACHE_BYTES = 0
    tag = reader.get("/en/people/")["ETag"]
    assert Client().get("/en/people/")["ETag"] == tag
    settings.SECURE_REFERRER_POLICY = "no-referrer"
    assert Client().get("/en/people/", headers={"if-none-match": tag}).status_code == 200


def test_another_day_makes_every_page_anew(reader):
    with time_machine.travel(NOON, tick=False):
        reader.get("/en/about/")
        assert asked(reader, "/en/about/")[1] == 1
    # Four in the afternoon of London is midnight in Hong Kong.
    with time_machine.travel(NOON.replace(hour=16), tick=False):
        assert asked(reader, "/en/about/")[1] > 1


def test_a_restored_database_that_counts_to_the_same_number_again_is_another_edition(reader):
    ContentVersion.objects.create(number=7, second=1_000)
    lost = make.forum("Lost", slug="lost")
    assert reader.get("/en/forums/lost/").status_code == 200
    lost.delete()
    ContentVersion.objects.update(number=7, second=1_000)
    with time_machine.travel(datetime.timedelta(minutes=1)):
        raise_content_version()
        assert ContentVersion.objects.get().number == 8
        assert reader.get("/en/forums/lost/").status_code == 404


def test_what_is_committed_while_a_page_is_made_is_in_the_next_one(reader):
    """Whichever of the two the page shows, it is kept for the version before the change."""

    def shows_what_was(request):
        request.resolver_match = resolve("/en/forums/")
        make.forum("Newcomer")
        return HttpResponse("as it was")

    assert page_cache.page_cache(shows_what_was)(RequestFactory().get("/en/forums/")).content == b"as it was"
    assert kept() == {("/en/forums/", "")}
    assert "Newcomer" in reader.get("/en/forums/").text


# Nothing unpublished, nothing personal


def test_a_page_made_inside_a_transaction_is_never_kept(reader):
    make.forum("Public", slug="public")
    with transaction.atomic():
        make.forum("Unborn")
        assert "Unborn" in reader.get("/en/forums/").text
        transaction.set_rollback(True)
    assert kept() == set()
    assert "Unborn" not in reader.get("/en/forums/").text


def test_no_preview_is_kept_and_no_reader_gets_a_word_of_one(reader):
    record = make.forum("Live", slug="live")
    make.draft(record, title_en="Zq7drafted")
    make.forum("Zq7unborn", slug="unborn", published=False)
    link = link_to_draft(Record.objects.get(pk=record.pk), lasts=datetime.timedelta(days=1))
    for path in ("en/", "en/forums/", "en/forums/live/"):
        for _ in range(2):
            preview = reader.get(link.to(path))
            assert (preview.status_code, "ETag" in preview, preview["Cache-Control"]) == (
                200,
                False,
                "no-store, private",
            )
        assert "Zq7" not in reader.get(f"/{path}").text
    assert "Zq7drafted" in reader.get(link.to("en/forums/live/")).text
    assert kept() == {("/en/", ""), ("/en/forums/", ""), ("/en/forums/live/", "")}
    assert reader.get("/en/forums/unborn/").status_code == 404


def test_whoever_is_signed_in_neither_fills_nor_reads_what_is_kept(reader):
    editor = Client()
    editor.force_login(make.user("Editors"))
    page = editor.get("/en/forums/", headers={"accept-encoding": "gzip"})
    assert kept() == set()
    assert page["Cache-Control"] == "private, no-cache"
    assert not {"ETag", "Content-Encoding"} & {*page.headers}
    assert reader.get("/en/forums/").content == page.content
    assert asked(editor, "/en/forums/")[1] > 1


def test_what_someone_is_told_once_is_told_to_nobody_else(reader):
    reader.cookies["messages"] = "anything"
    reader.get("/en/forums/")
    assert kept() == set()


@pytest.mark.parametrize(
    "path", ["/healthz", "/readyz", "/admin/", "/admin/login/", "/oembed/", "/favicon.ico", "/media/x"]
)
def test_what_is_no_public_page_is_left_alone(reader, path):
    response = reader.get(path)
    assert not {"ETag", "Content-Encoding"} & {*response.headers}
    assert kept() == set()


@pytest.mark.parametrize(
    ("path", "status"),
    [("/en/nothing/", 404), ("/en/forums/gone/", 410), ("/en/forums/old/", 301), ("/en/forums", 301)],
)
def test_what_is_not_there_is_asked_for_each_time_and_not_kept(reader, path, status):
    withdraw(make.forum("Gone", slug="gone"), by="tests", reason="Never held.")
    moved = make.forum("Moved", slug="old")
    make.draft(moved, slug="new")
    publish(Forum.objects.get(pk=moved.pk), by="tests")
    response = reader.get(path)
    assert (response.status_code, response["Cache-Control"], kept()) == (status, "no-cache", set())


def answered(response, **asked):
    """What the cache makes of an answer to a page's address."""
    request = RequestFactory().get("/en/forums/", **asked)
    request.resolver_match = resolve("/en/forums/")
    return page_cache.page_cache(lambda request: response)(request)


def with_cookie(response):
    response.set_cookie("any", "value")


def with_vary(response):
    response["Vary"] = "Accept-Encoding, Cookie"


def with_nonce(response):
    response["Content-Security-Policy"] = "script-src 'nonce-abc'"


def kept_nowhere(response):
    response["Cache-Control"] = "no-store"


def kept_by_one(response):
    response["Cache-Control"] = "private"


def failing(response):
    response.status_code = 500


@pytest.mark.parametrize(
    "mark", [with_cookie, with_vary, with_nonce, kept_nowhere, kept_by_one, failing], ids=lambda mark: mark.__name__
)
def test_an_answer_that_is_not_everyones_is_neither_kept_nor_packed(mark):
    response = HttpResponse("x" * 1000)
    mark(response)
    given = answered(response, HTTP_ACCEPT_ENCODING="gzip")
    assert (given.content, kept()) == (b"x" * 1000, set())
    assert not {"ETag", "Content-Encoding"} & {*given.headers}


def test_other_methods_reach_the_page(reader):
    reader.get("/en/forums/")
    assert asked(reader, "/en/forums/")[1] == 1
    with CaptureQueriesContext(connection) as queries:
        reader.post("/en/forums/")
    assert len(queries) > 1


# Junk


@pytest.mark.parametrize("query", ["utm_source=letter", "q=a&q=b", "page=1&page=2", "page=01", "q=%61", "x"])
def test_what_one_could_make_up_without_end_is_kept_by_nobody(reader, query):
    page = reader.get(f"/en/forums/?{query}")
    assert (page.status_code, page["Cache-Control"], kept()) == (200, "private, no-cache", set())
    assert reader.get(f"/en/forums/?{query}", headers={"if-none-match": page["ETag"]}).status_code == 304


def test_however_much_is_asked_the_pages_stay_and_the_bytes_are_bounded(reader, settings):
    settings.PAGE_CACHE_BYTES = 400_000
    reader.get("/en/about/")
    for number in range(30):
        reader.get(f"/en/people/?q=name+{number}")
    assert asked(reader, "/en/about/")[1] == 1
    assert asked(reader, "/en/people/?q=name+29")[1] == 1
    assert asked(reader, "/en/people/?q=name+0")[1] > 1
    assert page_cache._pages.size + page_cache._asked.size <= 400_000


def test_it_can_be_turned_off(reader, settings):
    settings.PAGE_CACHE_BYTES = 0
    first = reader.get("/en/forums/")
    again, queries = asked(reader, "/en/forums/")
    assert queries > 1
    assert (again.content, again["ETag"], kept()) == (first.content, first["ETag"], set())


# Several at once, and a database that doesn't answer


def test_two_readers_at_once_get_the_same_page():
    make.forum("Forum", slug="f")

    def read(_number):
        try:
            return Client().get("/en/forums/f/").content
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as readers:
        assert len({*readers.map(read, range(8))}) == 1


def test_where_the_version_cannot_be_read_the_page_is_made(reader, monkeypatch):
    reader.get("/en/about/")
    monkeypatch.setattr(page_cache, "_VERSION", "SELECT number, second FROM not_there")
    page, queries = asked(reader, "/en/about/")
    assert (page.status_code, queries > 1) == (200, True)
    assert "Last-Modified" not in page


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only a server can be restarted")
def test_a_connection_that_broke_meanwhile_is_made_anew(reader):
    page = reader.get("/en/about/").content
    connection.connection.close()
    again, queries = asked(reader, "/en/about/")
    assert (again.content, queries) == (page, 1)
