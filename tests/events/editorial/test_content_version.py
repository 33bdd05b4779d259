"""One number for everything that the public may see. Which verbs raise it is tested beside each verb."""

import pytest
from django.db import transaction

from events.editorial.content_version import raise_content_version
from events.models import ContentVersion
from tests.events.editorial.told import content_version

pytestmark = pytest.mark.django_db


def test_it_is_one_until_anything_was_published():
    assert (content_version(), ContentVersion.objects.exists()) == (1, False)


def test_every_change_raises_it_by_one():
    numbers = []
    for _ in range(3):
        raise_content_version()
        numbers.append(content_version())
    assert numbers == [2, 3, 4]
    assert ContentVersion.objects.count() == 1


def test_a_change_that_is_taken_back_never_was():
    raise_content_version()
    with transaction.atomic():
        raise_content_version()
        transaction.set_rollback(True)
    assert content_version() == 2
