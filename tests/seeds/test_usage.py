"""The portal's own Chinese in the public record is written as its readers write it."""

import pytest

from events.importer.usage_rules import usage_rules
from events.management.checking_usage import found_in_texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("imported")]


def test_nothing_is_found_but_in_a_title_that_a_source_prints_so():
    found = [(text.of, text.place, finding.words) for text, finding in found_in_texts(usage_rules())]
    assert found == [("forum/pujiang-innovation-forum-shanghai-hong-kong-dialogue-2024", "title", ":")]
