"""What is scheduled comes true: by the command, by its worker, and by the site itself."""

import datetime
import os
import signal
import subprocess
import sys
import threading

import pytest
from django.conf import settings
from django.core.management import call_command

from events.editorial.scheduling import Outcome, schedule
from events.management import publishing_due
from events.models import Record, Schedule
from tests import make

pytestmark = pytest.mark.django_db

LATER = datetime.datetime(2026, 3, 2, 9, 30, tzinfo=datetime.UTC)


@pytest.fixture
def due(time_machine):
    """Two records whose moment has come, the second of which fails."""
    time_machine.move_to(LATER - datetime.timedelta(hours=1))
    ben = make.user("Publishers", username="ben")
    records = [make.milestone(slug=slug, published=False) for slug in ("fine", "failing")]
    for record in records:
        schedule(record, at=LATER, by=ben)
    Schedule.objects.filter(record=records[1]).update(by=None)
    time_machine.move_to(LATER)


def test_the_command_publishes_what_is_due_and_says_what_failed(due, capsys):
    call_command("publish_due")
    told = capsys.readouterr()
    assert told.out == "milestone/fine: published\n"
    assert told.err == "milestone/failing: Whoever scheduled it has no account any more.\n"
    call_command("publish_due")
    assert capsys.readouterr() == ("", "")


def test_a_worker_looks_again_whatever_went_wrong_and_until_it_is_asked_to_stop(monkeypatch, caplog):
    stop, told = threading.Event(), []
    outcome = Outcome(Record(slug="fine"), LATER)
    rounds = iter([[], ConnectionError("the database is away"), [outcome]])

    def look():
        found = next(rounds)
        if isinstance(found, Exception):
            raise found
        return found

    def tell(outcome):
        told.append(outcome)
        stop.set()

    monkeypatch.setattr(publishing_due, "publish_due", look)
    # The connection of the test is needed for what follows.
    monkeypatch.setattr(publishing_due.connections, "close_all", lambda: None)
    publishing_due.publish_until(stop, every=0, tell=tell)
    assert told == [outcome]
    assert "the database is away" in caplog.text


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_ends_cleanly_when_it_is_asked_to(tmp_path, sent):
    own = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
    # Its first look fails, for there is no table yet; having said so, it listens.
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "publish_due", "--every", "3600"],
        cwd=settings.BASE_DIR,
        env={**own, "LOCAL_DIR": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert "What is due could not be looked for." in worker.stderr.readline()
        worker.send_signal(sent)
        worker.communicate(timeout=60)
    finally:
        worker.kill()
    assert worker.returncode == 0


@pytest.mark.parametrize(("every", "looks"), [(30, [30]), (0, [])])
def test_the_server_looks_for_what_is_due_unless_it_is_told_not_to(settings, monkeypatch, every, looks):
    from forum_portal import serve

    asked: list[float] = []
    monkeypatch.setattr(publishing_due, "publish_in_the_background", asked.append)
    settings.PUBLISH_DUE_EVERY = every
    serve.post_worker_init(object())
    assert asked == looks
