"""What every answer tells the browser, and what it never leaves there."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

SURFACES = ["/", "/en/", "/zh-hant/timeline/", "/zh-hans/nothing-here/", "/admin/login/", "/healthz"]


def policy(response):
    """The Content-Security-Policy as directive → sources."""
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {words[0]: words[1:] for words in parts if words}


@pytest.mark.parametrize("path", SURFACES)
def test_every_answer_carries_the_same_strict_headers(client, path):
    response = client.get(path)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("path", SURFACES)
def test_nothing_written_into_a_page_may_run_or_style_it(client, path):
    directives = policy(client.get(path))
    assert directives["default-src"] == ["'none'"]
    assert directives["base-uri"] == ["'none'"]
    assert directives["frame-ancestors"] == ["'none'"]
    sources = {source for listed in directives.values() for source in listed}
    assert not sources & {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "data:", "http:", "https:"}
    assert all(source in ("'self'", "'none'") or source.startswith(("'nonce-", "'sha256-")) for source in sources)


def test_the_exceptions_for_the_editor_are_the_admins_alone(client):
    public = policy(client.get("/en/"))
    assert (public["script-src"], public["style-src"]) == (["'self'"], ["'self'"])
    desk = policy(client.get("/admin/login/"))
    assert desk["style-src"][0] == "'self'"
    assert [source[:8] for source in desk["style-src"][1:]] == ["'sha256-"]


@pytest.mark.parametrize("path", ["/", "/en/", "/zh-hant/timeline/", "/en/forums/", "/en/about/", "/en/nothing-here/"])
def test_a_reader_gets_no_cookie(client, path):
    response = client.get(path, follow=True)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_whoever_enters_gets_cookies_that_scripts_cannot_read(client, django_user_model):
    django_user_model.objects.create_superuser("ada", password="of no use elsewhere")
    client.get(reverse("admin:login"))
    response = client.post(reverse("admin:login"), {"username": "ada", "password": "of no use elsewhere"})
    assert set(response.cookies) == {"sessionid", "csrftoken"}
    for cookie in response.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
