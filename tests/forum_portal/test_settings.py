"""Settings come from the environment: safe on one's own machine, strict where the public is served."""

import json
import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

KEY = "of-tests-only-and-long-enough-to-be-a-key-0123456789-abcdefghijklmnopqrstuvwxyz"
PUBLIC = {"ALLOWED_HOSTS": "twin-cities.example,www.twin-cities.example", "SECRET_KEY": KEY}
READ = """
import json, sys
from forum_portal import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


def python(*arguments, local_dir, **environment):
    """A process of its own, since settings are read once in each."""
    own = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env={**own, "LOCAL_DIR": str(local_dir), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def read(*names, local_dir, **environment):
    answer = python("-c", READ, *names, local_dir=local_dir, **environment)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_without_any_configuration_only_this_machine_is_answered(tmp_path):
    found = read("ALLOWED_HOSTS", "DEBUG", "IS_PUBLIC", local_dir=tmp_path)
    assert found == {"ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"], "DEBUG": False, "IS_PUBLIC": False}


def test_a_key_is_made_once_and_kept_from_others(tmp_path):
    first, second = (read("SECRET_KEY", local_dir=tmp_path)["SECRET_KEY"] for _ in range(2))
    assert first == second
    assert len(first) > 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]


def test_a_public_site_speaks_https_only(tmp_path):
    names = [
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "LANGUAGE_COOKIE_SECURE",
    ]
    assert not any(read(*names, local_dir=tmp_path).values())
    assert all(read(*names, local_dir=tmp_path, **PUBLIC).values())


def test_a_public_site_brings_its_own_key(tmp_path):
    answer = python("manage.py", "check", local_dir=tmp_path, ALLOWED_HOSTS=PUBLIC["ALLOWED_HOSTS"])
    assert answer.returncode != 0
    assert "SECRET_KEY" in answer.stderr


def test_the_deploy_check_has_nothing_to_say_about_a_public_site(tmp_path):
    answer = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", local_dir=tmp_path, **PUBLIC)
    assert answer.returncode == 0, answer.stderr


def test_postgresql_is_one_variable_away(tmp_path):
    address = "postgres://editor:secret@db.example:6543/twin"
    plain = read("DATABASES", local_dir=tmp_path, DATABASE_URL=address)["DATABASES"]["default"]
    assert (plain["ENGINE"], plain["HOST"], plain["PORT"]) == ("django.db.backends.postgresql", "db.example", 6543)
    assert plain["CONN_HEALTH_CHECKS"]
    pooled = read("DATABASES", local_dir=tmp_path, DATABASE_URL=address, DATABASE_POOL="1")["DATABASES"]["default"]
    assert (pooled["OPTIONS"]["pool"], pooled["CONN_MAX_AGE"]) == (True, 0)


def test_sqlite_waits_for_its_turn_and_keeps_references_whole(tmp_path):
    options = read("DATABASES", local_dir=tmp_path)["DATABASES"]["default"]["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    assert "journal_mode=WAL" in options["init_command"]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="a question to SQLite")
def test_sqlite_checks_foreign_keys():
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_the_languages_are_the_three():
    assert dict(settings.LANGUAGES) == {"en": "English", "zh-hant": "繁體中文", "zh-hans": "简体中文"}
