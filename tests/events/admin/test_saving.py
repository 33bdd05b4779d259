"""What an editor saves: all of it or nothing, signed, in the journal, and never over someone else's words."""

import pytest
from django.urls import reverse

from events.editorial.obstacles import Obstacles
from events.editorial.publishing import publish
from events.models import Agreement, Claim, Forum, JournalEntry, OldAddress, Party, Revision
from events.models.states import Decision, Status
from tests import make
from tests.events.admin.typing import add_row, problems, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    someone = make.user("Editors", username="edith")
    client.force_login(someone)
    return someone


@pytest.fixture
def publisher(client):
    someone = make.user("Publishers", username="pia")
    client.force_login(someone)
    return someone


def address(record, page="change"):
    return reverse(f"admin:events_{record.kind}_{page}", args=[record.pk])


def journal():
    """The newest entry first: who did what to what, and what changed."""
    entry = JournalEntry.objects.first()
    return entry.by_name, entry.verb, entry.changes


def test_an_agreement_is_written_with_its_parties_in_the_order_of_their_numbers(client, editor):
    first, second, third = (make.institution(name) for name in ("First", "Second", "Third"))
    data = shown(client.get("/admin/events/agreement/add/"))
    data |= {
        "slug": "quay-memorandum",
        "title_en": "Memorandum on quays",
        "start": "2024年10月",
        "instrument": "letter-of-intent",
    }
    add_row(data, "parties", institution=third.pk, position="3")
    add_row(data, "parties", institution=first.pk, position="1")
    add_row(data, "parties", institution=second.pk, position="2")
    response = client.post("/admin/events/agreement/add/", data)
    made = Agreement.objects.get(slug="quay-memorandum")
    assert response.status_code == 302
    assert (str(made.start), made.status, made.kind) == ("2024-10", Status.DRAFT, "agreement")
    assert [str(party) for party in made.parties.all()] == ["First", "Second", "Third"]
    assert made.folded_names == "memorandum on quays"
    who, verb, changed = journal()
    assert (who, verb) == ("edith", "created")
    assert changed["start"] == [None, "2024-10"]
    assert {f"parties/{party.pk}": [None, str(party)] for party in made.parties.all()}.items() <= changed.items()


@pytest.mark.parametrize(
    ("moves", "order"),
    [
        ({"0": "3"}, ["B", "C", "A", "D"]),
        ({"3": "1"}, ["D", "A", "B", "C"]),
        ({"1": ""}, ["A", "C", "D", "B"]),
        ({"0": "2", "1": "1"}, ["B", "A", "C", "D"]),
    ],
)
def test_a_row_takes_the_place_whose_number_it_is_given(client, editor, moves, order):
    record = make.agreement(parties=[make.institution(name) for name in "ABCD"], published=False)
    data = shown(client.get(address(record)))
    client.post(address(record), {**data, **{f"parties-{row}-position": number for row, number in moves.items()}})
    assert [str(party) for party in record.parties.all()] == order


def test_a_row_that_stays_keeps_its_key_and_its_evidence(client, editor):
    record = make.agreement(parties=[make.institution("Stays"), make.institution("Goes")], published=False)
    stays, goes = record.parties.all()
    make.claim(record, f"parties/{stays.pk}")
    data = shown(client.get(address(record)))
    client.post(address(record), {**data, "parties-1-DELETE": "on"})
    assert list(record.parties.all()) == [stays]
    assert journal() == ("edith", "changed", {f"parties/{goes.pk}": ["Goes", None]})


def test_nothing_typed_writes_nothing(client, editor):
    record = make.agreement(published=False)
    before = (record.version, JournalEntry.objects.count())
    assert client.post(address(record), shown(client.get(address(record)))).status_code == 302
    record.refresh_from_db()
    assert (record.version, JournalEntry.objects.count()) == before


def test_a_save_over_a_newer_version_is_refused_and_keeps_what_was_typed(client, editor):
    record = make.agreement("As it was", published=False)
    opened = shown(client.get(address(record)))
    client.post(address(record), {**opened, "title_en": "Edith's title"})
    client.force_login(make.user("Editors", username="emil"))
    refused = client.post(address(record), {**opened, "title_en": "Emil's title", "editor_note": "Kept."})
    assert refused.status_code == 409
    assert problems(refused) == [
        "__all__: edith saved a newer version while you were writing. Nothing of yours was saved, and nothing that you "
        "typed is lost. They changed: Title · English: As it was → Edith's title. Where you typed nothing, the form shows "
        "their words now; save again to keep the rest as yours."
    ]
    assert Agreement.objects.get().title_en == "Edith's title"
    typed = shown(refused)
    assert (typed["title_en"], typed["editor_note"]) == ("Emil's title", "Kept.")
    assert client.post(address(record), typed).status_code == 302
    assert Agreement.objects.get().title_en == "Emil's title"


def test_after_a_newer_version_a_form_shows_it_where_nothing_was_typed(client, editor):
    record = make.agreement("As it was", parties=[make.institution(name) for name in "ABC"], published=False)
    opened = shown(client.get(address(record)))
    theirs = {**opened, "title_en": "Theirs", "summary_en": "Theirs", "sectors": [str(make.sector().pk)]}
    theirs |= {"parties-0-DELETE": "on", "parties-2-institution": str(make.institution("C of theirs").pk)}
    add_row(theirs, "parties", institution=make.institution("D of theirs").pk)
    client.post(address(record), theirs)
    mine = {**opened, "summary_en": "Mine", "parties-1-institution": str(make.institution("B of mine").pk)}
    add_row(mine, "parties", institution=make.institution("E of mine").pk)
    refused = client.post(address(record), mine)
    assert refused.status_code == 409
    assert client.post(address(record), shown(refused)).status_code == 302
    record.refresh_from_db()
    assert (record.title_en, record.summary_en, record.sectors.count()) == ("Theirs", "Mine", 1)
    assert [str(party) for party in record.parties.all()] == ["B of mine", "C of theirs", "D of theirs", "E of mine"]


def test_a_row_that_someone_deleted_comes_back_only_where_something_was_typed_into_it(client, editor):
    record = make.agreement(parties=[make.institution(name) for name in "AB"], published=False)
    opened = shown(client.get(address(record)))
    client.post(address(record), {**opened, "parties-0-DELETE": "on", "parties-1-DELETE": "on"})
    mine = {**opened, "parties-1-institution": str(make.institution("B of mine").pk)}
    refused = client.post(address(record), mine)
    assert refused.status_code == 409
    assert [problem.split(":")[0] for problem in problems(refused)] == ["__all__"]
    client.post(address(record), shown(refused))
    assert [str(party) for party in record.parties.all()] == ["B of mine"]


@pytest.mark.parametrize("marks", ["", "no JSON", "[]", '{"": 1}', "{}"])
def test_without_marks_of_what_was_shown_everything_counts_as_typed(client, editor, marks):
    record = make.milestone("As it was", published=False)
    opened = shown(client.get(address(record)))
    client.post(address(record), {**opened, "title_en": "Theirs"})
    refused = client.post(address(record), {**opened, "editor_note": "Mine", "shown": marks})
    assert (refused.status_code, shown(refused)["title_en"]) == (409, "As it was")


def test_a_refusal_tells_of_every_step_since_the_form_was_opened(client, publisher):
    record = make.milestone("One", published=False)
    opened = shown(client.get(address(record)))
    client.post(address(record), {**opened, "title_en": "Two"})
    client.force_login(make.user("Publishers", username="paul"))
    client.post(address(record), {**shown(client.get(address(record))), "title_en": "Three", "_publish": "1"})
    told = problems(client.post(address(record), {**opened, "editor_note": "Mine"}))
    assert ["pia, paul saved a newer version" in told[0], "Title · English: One → Three" in told[0]] == [True, True]


@pytest.mark.parametrize("button", ["_publish", "_submit"])
def test_nobody_publishes_or_submits_words_that_they_have_not_seen(client, publisher, button):
    record = make.milestone("As it was", published=False)
    opened = shown(client.get(address(record)))
    client.post(address(record), {**opened, "title_en": "Unread"})
    assert client.post(address(record), {**opened, button: "1"}).status_code == 409
    record.refresh_from_db()
    assert record.status == Status.DRAFT


def test_a_term_that_someone_else_changed_is_not_overwritten(client, publisher):
    term = make.sector("finance", name_zh_hant="金融")
    page = reverse("admin:events_sector_change", args=[term.pk])
    opened = shown(client.get(page))
    assert client.post(page, {**opened, "name_en": "Theirs"}).status_code == 302
    refused = client.post(page, {**opened, "name_zh_hant": "財金"})
    assert refused.status_code == 409
    assert client.post(page, shown(refused)).status_code == 302
    term.refresh_from_db()
    assert (term.name_en, term.name_zh_hant) == ("Theirs", "財金")


@pytest.mark.parametrize(
    ("seen", "told"),
    [("", "This field is required."), ("x", "Enter a whole number."), ("9" * 5_000, "Enter a whole number.")],
)
def test_a_save_that_does_not_say_which_version_was_seen_is_refused(client, editor, seen, told):
    record = make.milestone("As it was", published=False)
    data = shown(client.get(address(record)))
    assert problems(client.post(address(record), {**data, "title_en": "Blind", "seen": seen})) == [f"seen: {told}"]


def test_a_draft_may_lose_what_it_needs_and_is_not_published_without_it(client, publisher):
    record = make.agreement("Whole", parties=[make.institution("Only")])
    data = shown(client.get(address(record)))
    client.post(address(record), {**data, "title_en": "Changed", "parties-0-DELETE": "on"})
    assert "Name the parties, or say that no source names them" in client.get(address(record)).text
    with pytest.raises(Obstacles):
        publish(record, by=publisher)
    assert (Agreement.objects.get().title_en, Party.objects.count()) == ("Whole", 1)


def test_a_change_of_a_public_record_is_a_draft_until_it_is_published(client, publisher):
    record = make.milestone("Before", slug="opening")
    before = client.get("/en/milestones/opening/").text
    data = shown(client.get(address(record)))
    assert client.post(address(record), {**data, "title_en": "After"}).status_code == 302
    assert client.get("/en/milestones/opening/").text == before
    assert shown(client.get(address(record)))["title_en"] == "After"
    publish(record, by=publisher)
    assert "After" in client.get("/en/milestones/opening/").text
    found = Revision.objects.order_by("at").values_list("kind", "number", "by__username")
    assert list(found) == [("published", 1, None), ("draft", None, "pia"), ("published", 2, "pia")]


def test_a_new_address_leaves_the_old_one_behind_and_takes_no_other_records(client, publisher):
    record = make.milestone(slug="old")
    other = make.milestone(slug="other")
    data = shown(client.get(address(record)))
    client.post(address(record), {**data, "slug": "new"})
    assert client.get("/en/milestones/old/").status_code == 200
    publish(record, by=publisher)
    assert client.get("/en/milestones/old/").headers["Location"] == "/en/milestones/new/"
    data = shown(client.get(address(other)))
    refused = client.post(address(other), {**data, "slug": "old"})
    assert problems(refused) == [f"__all__: This address leads to “{record.title_en}” for ever; choose another."]
    assert list(OldAddress.objects.values_list("slug", "record__slug")) == [("old", "new")]


def test_what_is_wrong_is_told_at_its_field(client, editor):
    data = shown(client.get("/admin/events/forum/add/"))
    data |= {"slug": "Not An Address", "start": "2024-02-31", "end": "soon", "attendance": "160", "format": "in-person"}
    add_row(data, "organisers", role="co-organiser")
    add_row(data, "statements", kind="quotation", language="zh-hant", key="said", text_en="Only in English")
    wrong = client.post("/admin/events/forum/add/", data)
    assert wrong.status_code == 200
    assert problems(wrong) == [
        "start: “2024-02-31” is not a date of the calendar. Write 2024, 2024-10 or 2024-10-14, as precisely as the source.",
        "end: “soon” is not a date of the calendar. Write 2024, 2024-10 or 2024-10-14, as precisely as the source.",
        "title_en: Give it in at least one language.",
        "attendance_qualifier: Say whether the number is exact, about, or more than.",
        "slug: An address is made of lower-case letters a-z, digits and single hyphens.",
        "organisers-0-institution: Choose an institution, or give the name of a body without a record.",
        "statements-0-person: This field is required.",
        "statements-0-text_zh_hant: A quotation is given in the words and the language of its source.",
    ]
    assert not Forum.objects.exists()


def test_what_only_one_may_have_is_told_in_words(client, publisher):
    series = make.series()
    make.forum(series=series, edition=3)
    other = make.forum(series=series, edition=4, published=False)
    data = shown(client.get(address(other)))
    assert problems(client.post(address(other), {**data, "edition": "3"})) == [
        "__all__: Another forum is this edition of the series."
    ]
    make.city("shanghai")
    data = shown(client.get("/admin/events/city/add/"))
    taken = client.post("/admin/events/city/add/", {**data, "slug": "leftport", "name_en": "Leftport", "bank": "left"})
    assert problems(taken) == ["__all__: Another city stands on this bank."]


@pytest.mark.parametrize("name", ["edition", "attendance"])
def test_what_is_counted_counts_from_one(client, editor, name):
    record = make.forum(published=False)
    data = shown(client.get(address(record)))
    told = problems(client.post(address(record), {**data, name: "0"}))
    assert told == [f"{name}: Ensure this value is greater than or equal to 1."]


def test_characters_that_turn_the_text_are_refused_but_where_the_source_has_them(client, editor):
    record = make.milestone(published=False)
    source = make.source("It \u202eopened\u202c on Monday.")
    data = shown(client.get(address(record)))
    row = add_row(
        data, "claims", source=source.pk, quote="\u202eopened\u202c on", decision="accepted", reason_en="\u2066No"
    )
    told = "An invisible character in it turns the direction of the text. Type it anew."
    assert problems(client.post(address(record), {**data, "title_en": "The \u202epier"})) == [
        f"title_en: {told}",
        f"{row}-reason_en: {told}",
    ]
    data = shown(client.get(reverse("admin:events_source_change", args=[source.pk])))
    page = reverse("admin:events_source_change", args=[source.pk])
    assert client.post(page, {**data, "text": f"Again: {source.text}"}).status_code == 302


def test_two_rows_that_exchange_what_they_name_are_told_how_to_change_places(client, editor):
    first, second = make.institution("First"), make.institution("Second")
    record = make.agreement(parties=[first, second], published=False)
    data = shown(client.get(address(record)))
    swapped = {"parties-0-institution": str(second.pk), "parties-1-institution": str(first.pk)}
    refused = client.post(address(record), {**data, **swapped})
    assert refused.status_code == 409
    assert "To change their order, change their numbers." in problems(refused)[0]
    assert [str(party) for party in record.parties.all()] == ["First", "Second"]


def test_a_row_that_stands_twice_is_told_where(client, editor):
    party = make.institution()
    record = make.agreement(parties=[party], published=False)
    data = shown(client.get(address(record)))
    add_row(data, "parties", institution=party.pk)
    assert problems(client.post(address(record), data)) == [
        "parties: Please correct the duplicate data for institution.",
        "parties-1-__all__: Please correct the duplicate values below.",
    ]


# Claims


def claim_form(client, record, **values):
    data = shown(client.get(address(record)))
    return data, add_row(data, "claims", **{"decision": "accepted", **values})


def test_a_claim_finds_the_place_of_its_passage(client, editor):
    record = make.milestone(published=False)
    source = make.source("The pier opened. The pier opened on Monday.", language="zh-hant")
    data, _row = claim_form(client, record, field="start", source=source.pk, quote="opened on Monday")
    assert client.post(address(record), data).status_code == 302
    claim = Claim.objects.get(field="start")
    assert (claim.quote_start, claim.quote_end, claim.language, claim.by) == (26, 42, "zh-hant", editor)


def test_a_claim_comes_with_the_first_save_of_its_record(client, editor):
    source = make.source("The pier opened on Monday.")
    data = shown(client.get("/admin/events/milestone/add/"))
    data |= {"slug": "pier", "title_en": "The pier opens", "start": "2024"}
    add_row(data, "claims", field="start", source=source.pk, quote="on Monday", decision="accepted")
    assert client.post("/admin/events/milestone/add/", data).status_code == 302
    assert [claim.field for claim in make.Milestone.objects.get().claims.all()] == ["start"]


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("opened on “Monday”", 'The stored text says “opened on "Monday"”. Copy it letter by letter.'),
        ("closed for good", "The stored text of the source does not contain these words. Copy them letter by letter."),
        (
            "The pier opened",
            "These words stand 2 times in the text. Copy more of the sentence, so that it is clear which is meant.",
        ),
    ],
)
def test_a_passage_that_does_not_stand_in_the_text_is_told_with_a_remedy(client, editor, quote, told):
    record = make.milestone(published=False)
    source = make.source('The pier opened. The pier opened on "Monday".')
    data, row = claim_form(client, record, source=source.pk, quote=quote)
    assert problems(client.post(address(record), data)) == [f"{row}-quote: {told}"]


def test_a_correction_needs_its_reason_and_its_evidence(client, editor):
    record = make.milestone(published=False)
    data, row = claim_form(client, record, source=make.source().pk, decision="corrected")
    assert problems(client.post(address(record), data)) == [
        f"{row}-reported: Give the words of the source that are corrected.",
        f"{row}-evidence: Name the source that shows the correction to be right.",
        f"{row}-reason_en: Give the reason in at least one language.",
    ]


def test_a_correction_speaks_of_the_passage_unless_other_words_are_given(client, editor):
    record = make.milestone(published=False)
    source, proof = make.source("on Monday"), make.source()
    data, _row = claim_form(
        client,
        record,
        source=source.pk,
        quote="on Monday",
        decision="corrected",
        reason_en="It was Tuesday.",
        evidence=[proof.pk],
    )
    assert client.post(address(record), data).status_code == 302
    claim = Claim.objects.get(decision=Decision.CORRECTED)
    assert (claim.reported, list(claim.evidence.all())) == ("on Monday", [proof])


def test_claims_stand_beside_the_fields_that_they_speak_of(client, editor):
    party = make.institution("Harbour Board")
    record = make.agreement(parties=[party], published=False)
    row = record.parties.get()
    make.claim(record, "start", quote="in October")
    make.claim(record, f"parties/{row.pk}", quote="the Board")
    page = client.get(address(record))
    form = page.context["adminform"].form
    rows = {inline.formset.prefix: inline.formset for inline in page.context["inline_admin_formsets"]}
    assert "in October" in form.fields["start"].help_text
    assert "the Board" in rows["parties"].forms[0].fields["institution"].help_text
    told = [name for name, field in form.fields.items() if "evidence__line" in str(field.help_text)]
    assert told == ["start"]


# Sources


def test_a_new_text_takes_its_passages_along_and_may_not_lose_one(client, editor):
    source = make.source("It opened on Monday.", slug="gazette")
    record = make.milestone(published=False)
    claim = make.claim(record, source=source, quote="on Monday")
    page = reverse("admin:events_source_change", args=[source.pk])
    data = shown(client.get(page))
    assert client.post(page, {**data, "text": "At last it opened on Monday."}).status_code == 302
    claim.refresh_from_db()
    assert (claim.quote_start, claim.quote_end) == (18, 27)
    data = shown(client.get(page))
    lost = client.post(page, {**data, "text": "It opened on Tuesday."})
    assert problems(lost) == ["__all__: The text must keep “on Monday”: a claim quotes it."]


def test_a_text_keeps_its_lines_and_white_space(client, editor):
    data = shown(client.get("/admin/events/source/add/"))
    data |= {"slug": "gazette", "title": "T", "publisher": "P", "language": "en", "reliability": "high"}
    client.post("/admin/events/source/add/", {**data, "text": "  One.\r\n\r\nTwo.\r\n"})
    source = make.Source.objects.get(slug="gazette")
    assert source.text == "  One.\n\nTwo.\n"


# Review and publication


def test_a_draft_is_submitted_returned_and_published(client, editor):
    record = make.milestone("The opening", slug="opening", published=False)
    data = shown(client.get(address(record)))
    client.post(address(record), {**data, "editor_note": "Ready.", "_submit": "1"})
    record.refresh_from_db()
    assert (record.status, record.editor_note) == (Status.IN_REVIEW, "Ready.")
    client.force_login(make.user("Publishers", username="pia"))
    client.post(address(record, "return"), {"reason": "Name the pier.", "seen": record.version})
    record.refresh_from_db()
    assert (record.status, JournalEntry.objects.first().note) == (Status.DRAFT, "Name the pier.")
    data = shown(client.get(address(record)))
    client.post(address(record), {**data, "title_en": "The pier opens", "_publish": "1"})
    record.refresh_from_db()
    assert (record.status, record.published_by.username) == (Status.PUBLISHED, "pia")
    assert "The pier opens" in client.get("/en/milestones/opening/").text


def test_what_may_not_be_published_is_saved_and_told_why(client, publisher):
    record = make.agreement("Unready", parties=[], published=False)
    data = shown(client.get(address(record)))
    page = client.post(
        address(record), {**data, "title_en": "Typed", "parties_stated": "on", "_publish": "1"}, follow=True
    )
    record.refresh_from_db()
    assert (record.status, record.title_en) == (Status.DRAFT, "Typed")
    assert [str(message) for message in page.context["messages"]] == [
        "“Typed” was saved, and stays as it was for readers.",
        "Name the parties, or say that no source names them (clear “parties are stated”).",
    ]


def test_a_withdrawn_record_says_why_and_needs_a_reason(client, publisher):
    record = make.milestone(slug="opening")
    assert client.post(address(record, "withdraw"), {"reason": "  ", "seen": record.version}).status_code == 200
    assert client.get("/en/milestones/opening/").status_code == 200
    record.refresh_from_db()
    client.post(address(record, "withdraw"), {"reason": "It never opened.", "seen": record.version})
    gone = client.get("/en/milestones/opening/")
    assert gone.status_code == 410
    assert "It never opened." in gone.text


@pytest.mark.parametrize("action", ["submit_them", "publish_them", "delete_selected"])
def test_a_selection_of_what_is_not_there_changes_nothing(client, publisher, action):
    listing = reverse("admin:events_milestone_changelist")
    page = client.post(listing, {"action": action, "_selected_action": ["nowhere"]}, follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "What was selected is not in the list; nothing was changed."
    ]


def test_a_record_that_readers_have_seen_is_not_deleted(client, publisher):
    seen, draft = make.milestone(), make.milestone(published=False)
    assert client.post(address(seen, "delete"), {"post": "yes"}).status_code == 403
    assert client.post(address(draft, "delete"), {"post": "yes"}).status_code == 302
    assert [record.pk for record in make.Milestone.objects.all()] == [seen.pk]
    assert journal()[:2] == ("pia", "deleted")


def test_a_term_that_records_are_filed_under_is_not_deleted_by_either_door(client):
    city = make.city()
    record = make.institution("Harbour Board", cities=["shanghai"])
    client.force_login(make.user("Administrators"))
    listing = {"action": "delete_selected", "_selected_action": [str(city.pk)], "post": "yes"}
    for page in (
        client.post(reverse("admin:events_city_changelist"), listing),
        client.post(reverse("admin:events_city_delete", args=[city.pk]), {"post": "yes"}),
    ):
        assert (page.status_code, page.context["protected"]) == (200, ["Record: Harbour Board"])
    assert list(record.cities.all()) == [city]


def test_there_is_no_history_of_what_is_not_there(client, editor):
    assert client.get("/admin/events/forum/nowhere/history/").status_code == 404


def test_a_form_sent_as_a_new_record_is_told_what_it_lacks(client, editor):
    assert client.post("/admin/events/forum/add/", {"_saveasnew": "1", "slug": "x"}).status_code == 200


def test_the_history_tells_each_step_in_words(client, editor):
    record = make.agreement("Before", parties=[make.institution("Board")], published=False)
    data = shown(client.get(address(record)))
    client.post(address(record), {**data, "title_en": "After", "start": "2025"})
    page = client.get(address(record, "history"))
    steps = [
        (step.entry.by_name, [(change.place, change.before, change.after) for change in step.changes])
        for step in page.context["steps"]
    ]
    assert steps == [("edith", [("Title · English", "Before", "After"), ("Date", "2024-10-14", "2025")])]


def test_a_report_is_cleaned_of_what_could_act(client, editor):
    record = make.report(published=False)
    data = shown(client.get(address(record)))
    body = '<p onclick="x()">Words<script>alert(1)</script>[^1]</p><h2>Head</h2><img src="x" onerror="x()">'
    client.post(address(record), {**data, "body_en": body})
    record.refresh_from_db()
    assert record.body_en == "<p>Words[^1]</p><h2>Head</h2>"
