"""The sample configuration of docs/nginx.conf, in a real nginx: it keeps what the headers allow and nothing else."""

import gzip
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from tests.promises.serving import NoRedirects, Site, served

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")

PREPARE = """
import datetime
from events.editorial.publishing import publish
from events.models import Claim, Milestone, Source
from events.web.previews import link_to_draft

source = Source.objects.create(slug="source", title="Source", publisher="Gazette", language="en", reliability="high")
for name in ("first", "second"):
    made = Milestone.objects.create(slug=name, title_en=name.title(), start="2024")
    Claim.objects.create(record=made, source=source, language="en", decision="accepted")
publish(Milestone.objects.get(slug="first"), by="tests")
told = link_to_draft(Milestone.objects.get(slug="second"), lasts=datetime.timedelta(days=1)).address
"""

PUBLISH = """
from events.editorial.publishing import publish
from events.models import Milestone
publish(Milestone.objects.get(slug="second"), by="tests")
"""


@dataclass
class Front:
    """nginx before the site. `preview` is the address of an unpublished milestone."""

    site: Site
    address: str
    preview: str

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            asked = urllib.request.Request(f"{self.address}{path}", headers=named)
            with urllib.request.build_opener(NoRedirects).open(asked) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, dict(answer.headers), answer.read()

    def from_where(self, path: str, **headers: str) -> str:
        return self.ask(path, **headers)[1]["X-From"]


@pytest.fixture(scope="module")
def front(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Front]:
    if NGINX is None:
        pytest.fail("nginx is not installed. `make test` installs it, or says how.")
    folder = tmp_path_factory.mktemp("nginx")
    with django_db_blocker.unblock(), served(folder, workers=2) as site:
        preview = site.run(PREPARE)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        (folder / "nginx.conf").write_text(_sample(site.address, port, folder))
        command = [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
        log = (folder / "nginx.log").open("w")
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait_for(port, server)
            yield Front(site, f"http://127.0.0.1:{port}", preview)
        finally:
            server.terminate()
            server.wait(timeout=30)
            log.close()


def _sample(site: str, port: int, folder: Path) -> str:
    """The sample as it stands, but for what belongs to one machine: its ports, its certificate, its folders."""
    sample = Path(settings.BASE_DIR, "docs", "nginx.conf").read_text()
    for theirs, ours in (
        (r"listen 443 ssl http2;", f"listen 127.0.0.1:{port}; add_header X-From $upstream_cache_status always;"),
        (r"listen 80;", f"listen unix:{folder}/plain.sock;"),
        (r"ssl_certificate\S*\s.*;", ""),
        (r"http://127.0.0.1:8000", site),
        (r"/var/cache/nginx", str(folder)),
    ):
        sample, found = re.subn(theirs, ours, sample)
        assert found, f"The sample lacks {theirs}."
    temporary = " ".join(
        f"{one}_temp_path {folder}/{one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Its workers would else be someone who may not enter the folder.
    user = "user root;" if os.geteuid() == 0 else ""
    return f"daemon off; {user} pid {folder}/pid; events {{}}\nhttp {{ {temporary}\n{sample}\n}}"


def _wait_for(port: int, server: subprocess.Popen) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except ConnectionError:
            continue
    raise AssertionError("nginx did not start.")


def test_a_page_that_is_everyones_is_kept_and_asked_for_after_its_second(front: Front):
    path = "/en/about/"
    status, headers, body = front.ask(path)
    assert (status, headers["X-From"], headers["Cache-Control"]) == (200, "MISS", "no-cache")
    seen: set[str] = set()
    until = time.monotonic() + 30
    while seen != {"HIT", "REVALIDATED"} and time.monotonic() < until:
        status, again, content = front.ask(path)
        seen.add(again["X-From"])
        assert (status, content, again["ETag"]) == (200, body, headers["ETag"])
    assert seen == {"HIT", "REVALIDATED"}
    assert front.ask(path, If_None_Match=headers["ETag"])[0] == 304


def test_packed_and_plain_are_kept_apart(front: Front):
    path = "/en/milestones/"
    plain = [front.ask(path) for _ in range(2)]
    packed = [front.ask(path, Accept_Encoding="gzip") for _ in range(2)]
    assert {headers.get("Content-Encoding") for _, headers, _ in plain} == {None}
    assert {headers["Content-Encoding"] for _, headers, _ in packed} == {"gzip"}
    assert {gzip.decompress(body) for *_, body in packed} == {body for *_, body in plain}


def test_what_is_not_everyones_is_kept_by_nobody(front: Front):
    kept = {
        path: sorted({front.from_where(path) for _ in range(3)})
        for path in (
            "/",
            "/healthz",
            "/admin/login/",
            "/en/nothing-here/",
            "/en/milestones/?utm_source=letter",
            f"{front.preview}en/milestones/",
        )
    }
    assert set(map(tuple, kept.values())) == {("MISS",)}, kept


def test_whoever_is_signed_in_is_answered_by_the_site_and_leaves_nothing(front: Front):
    path = "/en/milestones/?order=oldest"
    assert front.from_where(path, Cookie="sessionid=anything") == "BYPASS"
    assert front.from_where(path) == "MISS"
    assert front.from_where(path, Cookie="sessionid=anything") == "BYPASS"


def test_what_was_published_is_shown_seconds_later_to_all_and_at_once_to_the_desk(front: Front):
    path = "/en/milestones/"
    for _ in range(2):
        assert b"Second" not in front.ask(path)[2]
    front.site.run(PUBLISH)
    published = time.monotonic()
    assert b"Second" in front.ask(path, Cookie="sessionid=anything")[2]
    while b"Second" not in front.ask(path)[2]:
        # Two, and what a busy machine takes to answer.
        assert time.monotonic() - published < 5
