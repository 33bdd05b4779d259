"""A database that goes away takes pages along for as long as it is away, and nothing else; nobody restarts the site."""

import urllib.error
import urllib.request

import pytest
from django.db import connection

from tests.promises.serving import Site, outside, served

PAGES = ("/en/", "/zh-hant/timeline/", "/zh-hans/search/?q=a", "/en/forums/?city=shanghai", "/admin/")


@pytest.fixture
def site(tmp_path, django_db_setup, django_db_blocker):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite is a file, and no neighbour.")
    with django_db_blocker.unblock(), served(tmp_path, workers=2, as_in_production=True) as site:
        yield site


def ask(site: Site, path: str) -> tuple[int, str]:
    """The status, and after how many seconds one is asked to come back."""
    # A cookie of someone who is signed in, so that no page is one that was kept.
    asked = urllib.request.Request(f"{site.address}{path}", headers={"Cookie": f"sessionid={'x' * 32}"})
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers.get("Retry-After", "")


def test_while_the_database_is_away_readers_are_asked_to_come_back_and_then_all_is_as_it_was(site: Site):
    name = site.environment["DATABASE_URL"].rpartition("/")[2]
    # Twice as many as there are workers and threads: each has a connection by then.
    assert {ask(site, path)[0] for path in PAGES for _ in range(16)} == {200}
    outside(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    outside(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    assert {ask(site, path) for path in PAGES for _ in range(4)} == {(503, "30")}
    assert (ask(site, "/healthz")[0], ask(site, "/readyz")[0]) == (200, 503)
    outside(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    assert {ask(site, path)[0] for path in PAGES for _ in range(16)} == {200}
    assert ask(site, "/readyz")[0] == 200
