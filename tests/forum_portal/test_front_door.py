"""The bare address leads to the reader's own language."""

import pytest


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (None, "en"),
        ("en-GB,en;q=0.9", "en"),
        ("fr-FR,fr;q=0.9", "en"),
        ("zh-HK,zh;q=0.9,en;q=0.8", "zh-hant"),
        ("zh-TW", "zh-hant"),
        ("zh-Hant-HK", "zh-hant"),
        ("zh-CN,zh;q=0.9", "zh-hans"),
        ("zh-SG", "zh-hans"),
        ("zh", "zh-hans"),
        ("fr,zh-Hant;q=0.8,en;q=0.5", "zh-hant"),
        ("*", "en"),
        ("nonsense;;;q=x", "en"),
    ],
)
def test_the_front_door_opens_to_the_best_language(client, asked, given):
    response = client.get("/", headers={"accept-language": asked} if asked else {})
    assert (response.status_code, response["Location"]) == (302, f"/{given}/")
    assert "Accept-Language" in response["Vary"]
    assert not response.cookies


def test_the_icon_is_found_under_the_name_that_browsers_guess(client):
    assert client.get("/favicon.ico")["Location"] == "/static/img/icon.svg"
