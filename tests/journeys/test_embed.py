"""The timeline framed by another site: it shows there, asks nobody else for anything, and leads back to us."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests import make
from tests.conftest import Watch

pytestmark = pytest.mark.django_db(transaction=True)


class Elsewhere:
    """Another site, with one page of its own."""

    def __init__(self) -> None:
        self.page = ""
        site = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = b"" if self.path != "/" else site.page.encode()
                self.send_response(200 if body else 204)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        # By its other name: to the browser a site of its own, and no part of ours.
        self.url = f"http://localhost:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def show(self, body: str) -> None:
        self.page = f'<!doctype html><html lang="en"><title>Elsewhere</title><h1>Our neighbours</h1>{body}</html>'


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    site = Elsewhere()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture
def record() -> None:
    forum = make.forum("Harbour Seminar", slug="harbour-seminar", cities=["shanghai"], start="2024-10-14")
    left, right = make.institution("Quay School"), make.institution("Peak Foundation", cities=["hong-kong"])
    make.agreement("Memorandum on ports", slug="ports", parties=[left, right], forum=forum, cities=["shanghai"])
    make.milestone("Link opens", slug="link", start="2014", cities=["hong-kong"])


@pytest.mark.usefixtures("record")
def test_what_a_reader_copies_shows_the_timeline_on_another_site(
    live_server, elsewhere: Elsewhere, context: BrowserContext, axe
):
    watch = Watch(context, live_server.url)
    watch._own = (*watch._own, elsewhere.url)  # type: ignore[assignment]
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))

    page = context.new_page()
    page.goto("/en/timeline/?city=shanghai")
    page.get_by_text("Show this timeline in your own page").click()
    field = page.get_by_label("Copy this into the page.")
    expect(field).to_be_editable(editable=False)
    axe(page)
    elsewhere.show(field.input_value())

    asked.clear()
    page.goto(elsewhere.url)
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Timeline")).to_be_visible()
    expect(frame.get_by_role("listitem").filter(has_text="City: Shanghai")).to_be_visible()
    expect(frame.get_by_role("link", name="Harbour Seminar")).to_be_visible()
    expect(frame.get_by_role("link", name="Link opens")).to_have_count(0)
    assert {url.split("/")[2] for url in asked} == {live_server.url.split("/")[2], elsewhere.url.split("/")[2]}
    assert context.cookies() == []

    with context.expect_page() as opened:
        frame.get_by_role("link", name="Memorandum on ports").click()
    record_page = opened.value
    expect(record_page.get_by_role("heading", level=1)).to_contain_text("Memorandum on ports")
    assert record_page.url == f"{live_server.url}/en/agreements/ports/"
    assert record_page.evaluate("window.opener") is None
    with context.expect_page() as opened:
        frame.get_by_role("link", name="Twin Cities").click()
    assert opened.value.url == f"{live_server.url}/en/"
    assert page.url == elsewhere.url
    assert not watch.seen, "\n".join(watch.seen)


@pytest.mark.usefixtures("record")
def test_no_other_page_of_ours_can_be_framed(live_server, elsewhere: Elsewhere, page: Page):
    frames = "".join(f'<iframe src="{live_server.url}{path}"></iframe>' for path in ("/en/timeline/", "/admin/login/"))
    elsewhere.show(frames)
    page.goto(elsewhere.url)
    page.wait_for_function("document.querySelectorAll('iframe').length === 2")
    assert {frame.url for frame in page.frames[1:]} == {"chrome-error://chromewebdata/"}


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans"])
def test_the_embedded_timeline_can_be_read_by_everyone_at_any_width(strict_page: Page, axe, language):
    for scheme in ("light", "dark"):
        strict_page.emulate_media(color_scheme=scheme)
        for width in (720, 320):
            strict_page.set_viewport_size({"width": width, "height": 640})
            strict_page.goto(f"/{language}/embed/timeline/")
            axe(strict_page)
            assert strict_page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.usefixtures("record")
def test_the_data_in_a_page_is_no_script_to_the_policy(strict_page: Page):
    """`strict_page` fails on any violation of it."""
    strict_page.goto("/en/forums/harbour-seminar/")
    assert strict_page.locator('script[type="application/ld+json"]').count() == 2
    read = "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)['@type']"
    assert strict_page.evaluate(read) == "Event"
