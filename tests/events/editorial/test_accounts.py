import pytest
from django.contrib.auth.models import Group, User

from events.editorial.accounts import delete_account, note_new_password, save_account
from events.models import JournalEntry, Record
from tests import make
from tests.events.editorial.told import journal, readers_notice_nothing

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make.user("Administrators", username="ada")


def test_a_new_account_belongs_to_its_groups_and_is_noted(ada):
    ben = User(username="ben")
    ben.set_password("correct horse battery")
    with readers_notice_nothing():
        save_account(ben, by=ada, created=True, groups=Group.objects.filter(name="Editors"))
    assert [group.name for group in User.objects.get(username="ben").groups.all()] == ["Editors"]
    assert journal() == [("ada", "created", "user: ben")]


def test_groups_stay_where_none_are_given(ada):
    ben = make.user("Editors", username="ben")
    save_account(ben, by=ada, created=False, changes={"email": ["", "ben@portal.example"]})
    assert [group.name for group in ben.groups.all()] == ["Editors"]
    save_account(ben, by=ada, created=False, groups=[])
    assert list(ben.groups.all()) == []
    assert journal() == [("ada", "changed", "user: ben")] * 2


def test_a_new_password_is_noted_and_not_told(ada):
    note_new_password(make.user(username="ben"), by=ada)
    entry = JournalEntry.objects.get()
    assert (journal(), entry.changes, entry.note) == ([("ada", "changed", "user: ben")], {"password": [None, None]}, "")


def test_what_someone_wrote_outlives_their_account(ada):
    ben = make.user("Administrators", username="ben")
    record = make.milestone(published=False)
    Record.objects.filter(pk=record.pk).update(published_by=ben)
    note_new_password(ada, by=ben)
    delete_account(ben, by=ada)
    assert not User.objects.filter(username="ben").exists()
    assert Record.objects.get(pk=record.pk).published_by is None
    assert journal() == [("ben", "changed", "user: ada"), ("ada", "deleted", "user: ben")]
