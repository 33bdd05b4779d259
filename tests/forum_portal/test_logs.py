"""Lines of the log: each names the request that it belongs to, for people or for machines."""

import json
import logging
import re
import sys

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from forum_portal.logs import AsJson, WithRequest, request_ids


def told_by(format_, level=logging.WARNING, message="%s is late", *arguments, exc_info=None):
    record = logging.LogRecord("events.test", level, __file__, 1, message, arguments or ("It",), exc_info)
    WithRequest().filter(record)
    return format_.format(record)


LINE = logging.Formatter("{levelname} {name} [{request_id}]: {message}", style="{")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a1b2c3d4-of.the_front", True),
        ("", False),
        ("short", False),
        ("x" * 65, False),
        ("two lines\nof a forged log", False),
        ("<script>12345678", False),
        ("編號編號編號編號", False),
    ],
)
def test_a_request_keeps_the_id_that_it_comes_with_if_it_is_one(given, kept):
    asked = RequestFactory().get("/en/", **({"HTTP_X_REQUEST_ID": given} if given else {}))
    answer = request_ids(lambda request: HttpResponse(told_by(LINE)))(asked)
    own = answer["X-Request-ID"]
    assert own == given if kept else re.fullmatch(r"[0-9a-f]{16}", own)
    assert answer.text == f"WARNING events.test [{own}]: It is late"
    assert told_by(LINE) == "WARNING events.test [-]: It is late"


def test_an_id_ends_with_its_request_whatever_becomes_of_that():
    def fail(request):
        raise ValueError

    with pytest.raises(ValueError):
        request_ids(fail)(RequestFactory().get("/"))
    assert told_by(LINE) == "WARNING events.test [-]: It is late"


def test_json_is_one_object_a_line_with_the_traceback_of_an_error():
    try:
        raise RuntimeError("遲到\nagain")
    except RuntimeError:
        line = told_by(AsJson(), logging.ERROR, "It failed: %s", "港口", exc_info=sys.exc_info())
    assert "\n" not in line
    found = json.loads(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}", found.pop("time"))
    assert found.pop("traceback").endswith("RuntimeError: 遲到\nagain")
    assert found == {"level": "ERROR", "logger": "events.test", "request": "-", "message": "It failed: 港口"}


@pytest.mark.django_db
def test_an_answer_that_was_kept_has_an_id_of_its_own(client):
    ids = {client.get("/en/about/")["X-Request-ID"] for _ in range(3)}
    assert len(ids) == 3
