"""What each group may do: all of it, written out, so that nothing is granted by the way."""

import pytest
from django.contrib.auth.models import Group

from events.editorial.permissions import grant_groups, may_publish
from tests import make

pytestmark = pytest.mark.django_db

RECORDS = {"agreement", "forum", "institution", "milestone", "person", "report"}
ROWS = {
    "appointment",
    "claim",
    "followup",
    "lookup",
    "name",
    "organiser",
    "participation",
    "party",
    "picture",
    "session",
    "signatory",
    "statement",
}
VOCABULARY = {"city", "sector", "series", "strategy"}
HISTORY = {"record", "journalentry", "oldaddress", "revision"}


def permissions(verbs, tables, app="events"):
    return {f"{app}.{verb}_{table}" for verb in verbs.split() for table in tables}


EDITORS = {
    *permissions("view add change", RECORDS | {"source"}),
    *permissions("view add change delete", ROWS),
    *permissions("view", VOCABULARY | HISTORY),
}
PUBLISHERS = {
    *EDITORS,
    "events.publish_record",
    *permissions("delete", RECORDS | {"source"}),
    *permissions("add change", VOCABULARY),
}
ADMINISTRATORS = {
    *PUBLISHERS,
    *permissions("delete", VOCABULARY),
    *permissions("view add change delete", {"user"}, app="auth"),
    *permissions("view", {"group"}, app="auth"),
}


@pytest.mark.parametrize(
    ("group", "granted"), [("Editors", EDITORS), ("Publishers", PUBLISHERS), ("Administrators", ADMINISTRATORS)]
)
def test_a_group_may_do_this_and_nothing_else(group, granted):
    assert make.user(group).get_all_permissions() == granted


def test_there_are_three_groups():
    assert set(Group.objects.values_list("name", flat=True)) == {"Editors", "Publishers", "Administrators"}


def test_someone_in_no_group_may_do_nothing():
    assert make.user().get_all_permissions() == set()


def test_a_migration_brings_the_groups_back_to_what_is_written_here():
    Group.objects.get(name="Editors").permissions.clear()
    Group.objects.get(name="Publishers").delete()
    grant_groups()
    assert make.user("Editors").get_all_permissions() == EDITORS
    assert make.user("Publishers").get_all_permissions() == PUBLISHERS


@pytest.mark.parametrize(
    ("groups", "active", "may"),
    [
        (["Editors"], True, False),
        (["Publishers"], True, True),
        (["Editors", "Publishers"], True, True),
        (["Administrators"], True, True),
        (["Publishers"], False, False),
    ],
)
def test_publishers_and_administrators_may_publish_while_their_account_is_active(groups, active, may):
    assert may_publish(make.user(*groups, is_active=active)) is may


@pytest.mark.parametrize("active", [True, False])
def test_a_superuser_may_publish_while_the_account_is_active(active):
    assert may_publish(make.user(is_superuser=True, is_active=active)) is active
