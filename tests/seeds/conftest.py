"""The record of the seed files, for tests that look at all of it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from events.importer.seeds.importing import import_seeds


@pytest.fixture(scope="module")
def imported(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Imported once for all tests of the module, and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        import_seeds(settings.BASE_DIR / "seeds")
        yield
        transaction.set_rollback(True)
