"""What watches the machine gets a plain answer, whatever state the site is in."""

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from events.models import SearchDocument
from tests import make


def test_the_process_lives_without_a_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_a_migrated_site_is_ready(client):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        200,
        {"status": "ok", "database": "ok", "migrations": "ok", "search": "ok"},
    )


@pytest.mark.django_db
def test_a_site_that_waits_for_a_migration_is_not_ready(client):
    MigrationRecorder(connection).migration_qs.filter(app="sessions").delete()
    response = client.get("/readyz")
    assert (response.status_code, response.json()["migrations"]) == (503, "1 to apply")


def test_a_site_without_its_database_is_not_ready(client, monkeypatch):
    def gone(*args, **kwargs):
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    monkeypatch.setattr("forum_portal.health.MigrationExecutor", gone)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {
        "status": "unavailable",
        "database": "unreachable",
        "migrations": "unknown",
        "search": "unknown",
    }


@pytest.mark.django_db
def test_a_site_without_its_search_index_is_not_ready(client):
    make.forum()
    SearchDocument.objects.all().delete()
    response = client.get("/readyz")
    assert (response.status_code, response.json()["search"]) == (503, "run rebuild_search")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_never_kept_and_leaves_nothing_behind(client, path):
    response = client.get(path)
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_only_answers_questions(client, path):
    assert client.post(path).status_code == 405


@pytest.mark.django_db
def test_health_is_answered_without_https_where_all_else_asks_for_it(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    plain = Client()
    assert plain.get("/healthz").status_code == 200
    assert plain.get("/readyz").status_code == 200
    assert plain.get("/en/").status_code == 301
