"""The site as it is run: gunicorn with several workers on a database of its own, and people at browsers."""

import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

Values = dict[str, list[str]]


@dataclass
class Site:
    """`run` runs a piece of Python on the site's database and gives what it puts into `told`."""

    address: str
    environment: dict[str, str]

    def run(self, script: str, **given: Any) -> Any:
        head = f"import json, sys\ngiven = json.loads({json.dumps(json.dumps(given))})\ntold = None\n"
        foot = "\nprint('\\n' + json.dumps(told, default=str))"
        answer = manage(self.environment, "shell", "-c", f"{head}{script}{foot}")
        return json.loads(answer.strip().splitlines()[-1])


@contextmanager
def served(folder: Path, *, workers: int = 3, as_in_production: bool = False) -> Iterator[Site]:
    """The site on a database of the kind that the tests run on, empty but for what migrations make.

    As in production, what goes wrong is told to readers as it would be there.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with database(folder) as address:
        # The static files needn't be collected, unless it is as in production; pages are kept all the same.
        kept = {"DEBUG": "0" if as_in_production else "1", "PAGE_CACHE_BYTES": str(16 * 1024 * 1024)}
        own = {**kept, "PORT": str(port), "WEB_CONCURRENCY": str(workers)}
        environment = {**environment_of(folder, address), **own}
        if as_in_production:
            manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
        manage(environment, "migrate", "--verbosity", "0")
        command = [sys.executable, "-m", "gunicorn", "-c", "python:forum_portal.serve", "forum_portal.wsgi"]
        with (folder / "served.log").open("w") as log:
            server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz", server)
            yield Site(f"http://127.0.0.1:{port}", environment)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


def environment_of(folder: Path, address: str) -> dict[str, str]:
    """What a command is told that works on a database and a folder of its own."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "PYTEST"))}
    return {**ours, "LOCAL_DIR": str(folder), "DATABASE_URL": address}


@contextmanager
def database(folder: Path) -> Iterator[str]:
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    name = f"promise_{secrets.token_hex(4)}"
    parts = connection.settings_dict
    host = f"{parts['HOST'] or '127.0.0.1'}:{parts['PORT'] or 5432}"
    outside(f'CREATE DATABASE "{name}"')
    try:
        login = f"{parts['USER']}:{parts['PASSWORD']}" if parts["PASSWORD"] else parts["USER"]
        yield f"postgres://{login}@{host}/{name}"
    finally:
        outside(f'DROP DATABASE "{name}" WITH (FORCE)')


def outside(statement: str) -> None:
    """Say something to the database outside of any transaction that a test is in."""
    apart = connection.copy()
    try:
        with apart.cursor() as cursor:
            cursor.execute(statement)
    finally:
        apart.close()


def manage(environment: dict[str, str], *words: str, timeout: int = 120) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _wait_for(address: str, server: subprocess.Popen) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5)
            return
        except (urllib.error.URLError, ConnectionError):
            # The only sleep of the suite: nothing tells when another process begins to listen.
            time.sleep(0.1)
    raise AssertionError("The site did not start.")


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


@dataclass
class Answer:
    status: int
    text: str


@dataclass
class Browser:
    """Someone who is logged in. `session` is the key of their session."""

    site: Site
    session: str
    token: str = field(default_factory=lambda: secrets.token_hex(16))

    def get(self, path: str) -> Answer:
        return self._ask(path, None)

    def post(self, path: str, values: Values) -> Answer:
        pairs = [(name, value) for name, found in values.items() for value in found]
        return self._ask(path, urllib.parse.urlencode([("csrfmiddlewaretoken", self.token), *pairs]).encode())

    def _ask(self, path: str, data: bytes | None) -> Answer:
        # As long as Django's own secrets: the cookie and the field must agree.
        cookies = f"sessionid={self.session}; csrftoken={self.token}"
        asked = urllib.request.Request(f"{self.site.address}{path}", data=data, headers={"Cookie": cookies})
        try:
            with urllib.request.build_opener(NoRedirects).open(asked, timeout=120) as answer:
                return Answer(answer.status, answer.read().decode())
        except urllib.error.HTTPError as answer:
            return Answer(answer.code, answer.read().decode(errors="replace"))


def form_of(page: str) -> Values:
    """What a browser would send for the form with the most fields, untouched."""
    reader = _Forms()
    reader.feed(page)
    return max(reader.forms, key=len, default={})


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Values] = []
        self._template = 0
        self._select: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        name = given.get("name")
        if tag == "template":
            self._template += 1
        if self._template:
            return
        if tag == "form":
            self.forms.append({})
        elif not self.forms:
            return
        elif tag == "input" and name and given.get("type") not in ("submit", "file", "button"):
            if given.get("type") in ("checkbox", "radio") and "checked" not in given:
                return
            self._add(name, given.get("value") or ("on" if given.get("type") == "checkbox" else ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self._add(self._select, given.get("value") or "")
        elif tag == "textarea" and name and "__prefix__" not in name:
            self._area = name
            self._add(name, "")

    def handle_data(self, data: str) -> None:
        if self._area and self.forms:
            # Browsers leave out the line end that follows the tag.
            before = self.forms[-1][self._area]
            before[-1] += re.sub(r"^\r?\n", "", data) if not before[-1] else data

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._template -= 1
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None

    def _add(self, name: str, value: str) -> None:
        if name != "csrfmiddlewaretoken" and "__prefix__" not in name:
            self.forms[-1].setdefault(name, []).append(value)
