"""What every test may rely on: no network, a browser that is told to be strict, pages as plain files."""

import ipaddress
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin
from django.utils import translation
from playwright.sync_api import BrowserContext, Page

# Playwright's plain interface runs an event loop of its own in this thread, which Django would take for ours.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure(config: pytest.Config) -> None:
    sys.addaudithook(_refuse_other_hosts)
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
        # A file, as everywhere else: all threads of the live server would share one connection to a database in memory,
        # so that one request would read what another has not committed, or end its transaction.
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
        name = Path(tempfile.gettempdir()) / f"twin-cities-test-{run}.sqlite3"
        settings.DATABASES["default"]["TEST"] = {**settings.DATABASES["default"].get("TEST", {}), "NAME": str(name)}
        # What a test wrote need not outlive the machine.
        settings.DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
    else:
        settings.DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # Served from their folders, so nothing needs to be collected before a test.
    settings.STATIC_ROOT = settings.BASE_DIR / "static"
    StaticFilesHandlerMixin.serve = _to_keep  # type: ignore[method-assign, assignment]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


_serve = StaticFilesHandlerMixin.serve


def _to_keep(handler: StaticFilesHandlerMixin, request: Any) -> Any:
    """A style sheet or a script, which a browser asks for once a visit, as it does where the site runs."""
    response = _serve(handler, request)
    response.headers["Cache-Control"] = "max-age=31536000"
    return response


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "media"


@pytest.fixture(autouse=True)
def _own_language() -> None:
    """A page that an earlier test asked for has left its language behind."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """What an earlier test had was of a version with the same number."""
    from events.catalogue import kept
    from forum_portal import page_cache

    kept.forget()
    page_cache.forget()


@pytest.fixture
def groups(db: None) -> None:
    """The groups of the first migration: a test whose database is emptied afterwards begins without them."""
    from events.editorial.permissions import grant_groups

    grant_groups()


# No network


class ReachedOut(Exception):
    """A test would have asked another machine, and its result would depend on the answer."""


def _refuse_other_hosts(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if not _is_this_machine(host):
        raise ReachedOut(f"A test reached for {host!r}.")


def _is_this_machine(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


# The browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    # The system's browser: Playwright's own would have to be downloaded.
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.fail("Chromium is not installed. `make test` installs it, or says how.")
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-quic",
            "--no-first-run",
            # Whatever a page asks for elsewhere is told to the test, and never asked.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], live_server: Any) -> dict[str, Any]:
    """Tests write `page.goto("/en/")`."""
    return {**browser_context_args, "base_url": live_server.url, "locale": "en-GB"}


@pytest.fixture
def strict_page(live_server: Any, context: BrowserContext) -> Iterator[Page]:
    """A page in a browser that writes down what a visitor's console would; the test fails when there was anything."""
    watch = Watch(context, live_server.url)
    page = context.new_page()
    yield page
    if not page.is_closed():
        # Answers to what the page did last may still be on their way.
        page.evaluate("() => new Promise(done => setTimeout(done))")
    assert not watch.seen, "\n".join(watch.seen)


@pytest.fixture
def axe() -> Callable[..., None]:
    """`axe(page)` asserts that the page has no accessibility violation that a machine can find, `but` for rules it names."""

    def assert_accessible(page: Page, *, but: tuple[str, ...] = ()) -> None:
        # What is written down from here on would be axe's doing: it adds styles of its own to the page.
        page.evaluate("() => { window.__axe = true }")
        # A page that is looked at in several lights and widths has it already.
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        # It would fetch the style sheets anew, and complain on the console about those it can't.
        rules = {rule: {"enabled": False} for rule in but}
        options = {"preload": False, "resultTypes": ["violations"], "rules": rules}
        # All that it has passed would be most of what is handed over.
        found = page.evaluate("options => axe.run(document, options).then(({ violations }) => violations)", options)
        told = [f"{rule['id']} ({rule['impact']}): {node['html'][:200]}" for rule in found for node in rule["nodes"]]
        assert not told, f"{page.url}\n" + "\n".join(told)

    return assert_accessible


class Watch:
    """Violations of the Content-Security-Policy, errors on the console, requests that fail or go elsewhere."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.seen: list[str] = []
        self._own = (f"{site}/", "data:", "blob:", "about:")
        context.expose_binding("__violation", lambda source, told: self._note(source["page"].url, told))
        context.add_init_script(
            """document.addEventListener("securitypolicyviolation", event => {
                if (!window.__axe) __violation(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)
            })"""
        )
        context.on("console", self._console)
        context.on("weberror", lambda error: self._note(error.page.url if error.page else "", str(error.error)))
        context.on("request", self._request)
        context.on("response", self._response)

    def _note(self, where: str, what: str) -> None:
        self.seen.append(f"{where}: {what}")

    def _console(self, message: Any) -> None:
        # The policy and what fails to load are heard of below, with more to say.
        known = ("Failed to load resource", "Content Security Policy")
        if message.type in ("error", "warning") and not any(words in message.text for words in known):
            self._note(message.page.url if message.page else "", f"console: {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith(self._own):
            self._note(request.frame.url, f"another host: {request.url}")

    def _response(self, response: Any) -> None:
        # A test may well open a page that isn't there; a page may not ask for a file that isn't.
        if response.status >= 400 and response.request.resource_type != "document":
            self._note(response.request.frame.url, f"{response.status} {response.url}")
