"""The forum of 14 October 2024: everything that the seed document says, and what of it was corrected."""

import re

import pytest
from django.conf import settings

from events.importer.seeds.checking import check
from events.text.languages import LANGUAGES

SEEDS = settings.BASE_DIR / "seeds"
FORUM = "shanghai-hong-kong-cooperation-and-development-forum-2024"


@pytest.fixture(scope="module")
def entries():
    return {(entry.kind, entry.key): entry.values for entry, _values in check(SEEDS).entries}


def claims(entry, decision=None):
    """What the seed document is claimed to say, by field."""
    found = [claim for claim in entry["claims"] if claim["source"] == "seed-2024" and "quote" in claim]
    return {c["field"]: c["quote"] for c in found if decision in (None, c.get("decision", "accepted"))}


def test_every_fact_of_the_forum_rests_on_a_passage(entries):
    forum = entries["forum", FORUM]
    rows = {
        *(f"organisers/{row['institution']}" for row in forum["organisers"]),
        *(f"sessions/{row['key']}" for row in forum["sessions"]),
        *(f"statements/{row['key']}" for row in forum["statements"]),
        *(f"strategies/{key}" for key in forum["strategies"]),
    }
    assert len(rows) == 3 + 3 + 6 + 2
    assert claims(forum).keys() == rows | {
        "start",
        "cities",
        "title",
        "theme",
        "attendance",
        "documents_signed",
        "participants/leung-chun-ying",
        "participants/leung-chun-ying/office",
    }


def test_both_documents_and_their_five_parties_in_order_rest_on_passages(entries):
    signed = {
        "fsdc-srcfsd-memorandum-2024": ["fsdc", "srcfsd"],
        "smu-hkcs-equatorial-strategic-cooperation-2024": ["shanghai-maritime-university", "hkcos", "equatorial-fund"],
    }
    for key, parties in signed.items():
        agreement = entries["agreement", key]
        assert (agreement["parties"], agreement["forum"], agreement["signed"]) == (parties, FORUM, "2024-10-14")
        assert claims(agreement).keys() == {"instrument", "signed", "forum", *(f"parties/{party}" for party in parties)}
    assert {
        key[1] for key, values in entries.items() if key[0] == "agreement" and values.get("forum") == FORUM
    } == signed.keys()


def test_what_the_document_gets_wrong_is_corrected(entries):
    corrected = {
        (kind, key, field): quote
        for (kind, key), values in entries.items()
        if "claims" in values and kind != "report"
        for field, quote in claims(values, "corrected").items()
    }
    memorandum, shipping = "fsdc-srcfsd-memorandum-2024", "smu-hkcs-equatorial-strategic-cooperation-2024"
    committee = (
        "the Shanghai Municipal Committee of the Chinese People’s Political Consultative Conference "
        "for Hong Kong, Macau, Taiwan and Overseas Chinese Affairs"
    )
    assert corrected == {
        ("forum", FORUM, "title"): "the Shanghai-Hong Kong Cooperation and Development Forum",
        ("forum", FORUM, "organisers/cppcc-shanghai-hkmto"): f"jointly organized by {committee}",
        ("forum", FORUM, "organisers/bhkf"): "the Hong Kong Tomorrow Development Foundation",
        ("forum", FORUM, "participants/leung-chun-ying/office"): "Lieutenant Governor Leung Chun-ying",
        ("person", "leung-chun-ying", "appointments/cppcc-vice-chairman"): "Lieutenant Governor Leung Chun-ying",
        ("agreement", memorandum, "parties/fsdc"): "the Hong Kong Financial Development Council",
        ("agreement", memorandum, "parties/srcfsd"): "the Shanghai Financial Stability Development Research Center",
        ("agreement", shipping, "instrument"): "entered into a strategic cooperation agreement",
        ("institution", "fsdc", "name"): "the Hong Kong Financial Development Council",
        ("institution", "srcfsd", "name"): "the Shanghai Financial Stability Development Research Center",
        ("institution", "bhkf", "name"): "the Hong Kong Tomorrow Development Foundation",
        ("institution", "cppcc-shanghai-hkmto", "name"): committee,
    }


def test_every_correction_has_its_reason_in_three_languages_and_evidence_beside_the_document(entries):
    for values in entries.values():
        for claim in values.get("claims", []):
            if claim.get("decision") == "corrected":
                assert claim["reason"].keys() == {*LANGUAGES}
                assert set(claim["evidence"]) - {"seed-2024"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_has_200_to_400_words(entries, language):
    """Of Chinese, every character counts; English names and numbers in it don't."""
    body = re.sub(r"<[^>]+>|\[\^\d+\]", " ", entries["report", "forum-of-14-october-2024"]["body"][language])
    words = body.split() if language == "en" else re.findall("[\u4e00-\u9fff]", body)
    assert 200 <= len(words) <= 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_report_ends_in_a_passage(entries, language):
    report = entries["report", "forum-of-14-october-2024"]
    body = report["body"][language]
    assert re.findall(r"\[\^(\d+)\]", body) == [str(number) for number in range(1, len(report["claims"]) + 1)]
    sentences = re.findall(r"[.。](?=\s|\[|<|[\u4e00-\u9fff])(\[\^\d+\])?", re.sub("<h2>.*?</h2>", "", body))
    assert sentences
    assert all(sentences)


def test_no_sentence_of_the_document_is_left_unread(entries):
    """Whatever the document says, some claim quotes it."""
    text = (SEEDS / "documents/000_0e38439f8c0fc57f.txt").read_text()
    quoted = [claim["quote"] for values in entries.values() for claim in values.get("claims", []) if "quote" in claim]
    read = bytearray(len(text))
    for quote in quoted:
        start = text.index(quote)
        read[start : start + len(quote)] = b"\1" * len(quote)
    unread = "".join(character if not seen else "|" for character, seen in zip(text, read, strict=True))
    assert [part.strip(" ,.\n") for part in re.split(r"\|+", unread) if part.strip(" ,.\n")] == ["to delve into", "and"]
