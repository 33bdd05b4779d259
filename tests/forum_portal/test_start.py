"""`make run` on a machine that isn't ready says what is missing, and what to do, in one sentence."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from forum_portal import start

START = settings.BASE_DIR / "forum_portal" / "start.py"


def answer(*words, **environment):
    return subprocess.run(
        [sys.executable, str(START), *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_taken_port_is_named_with_one_that_is_free():
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        told = answer("port", PORT=str(taken))
    assert told.returncode == 1
    assert told.stderr.startswith(f"Port {taken} is taken by another program; take another: PORT=")


def test_a_free_port_is_nothing_to_speak_of():
    with socket.create_server(("127.0.0.1", 0)) as other:
        free = other.getsockname()[1]
    told = answer("port", PORT=str(free))
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


@pytest.mark.parametrize("nonsense", ["eight", "-1", "0", "65536", "80.0"])
def test_a_port_that_is_no_port_is_refused(nonsense):
    told = answer("port", PORT=nonsense)
    assert told.returncode == 1
    assert f"`{nonsense}`" in told.stderr


def test_an_old_python_looks_for_a_newer_one_and_hands_over(monkeypatch):
    class HandedOver(Exception):
        pass

    def hand_over(path, words):
        raise HandedOver(path)

    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(start, "find", lambda name: f"/bin/{name}" if name == "python3.12" else None)
    monkeypatch.setattr(os, "execv", hand_over)
    with pytest.raises(HandedOver, match=r"python3\.12"):
        start.use_a_python_that_is_new_enough()


def test_an_old_python_alone_says_which_one_is_needed(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(start, "find", lambda name: None)
    with pytest.raises(SystemExit):
        start.use_a_python_that_is_new_enough()
    assert "needs Python 3.11 or newer, and this is 3.9" in capsys.readouterr().err


def test_who_may_not_install_is_told_the_command(monkeypatch, capsys):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(start, "find", lambda name: None)
    with pytest.raises(SystemExit):
        start.tools()
    told = capsys.readouterr().err
    assert "sudo apt-get install -y" in told
    assert "gettext" in told


def test_packages_that_are_there_are_not_installed_again(monkeypatch, tmp_path):
    lock = tmp_path / "requirements.txt"
    lock.write_text("nothing==1.0\n")
    asked = []
    monkeypatch.setattr(start, "make_environment", lambda: None)
    monkeypatch.setattr(start, "INSTALLED", str(tmp_path / "installed.json"))

    def run(command, env=None):
        asked.append(command)
        return "", False

    monkeypatch.setattr(start, "run", run)
    start.install(str(lock))
    start.install(str(lock))
    assert len(asked) == 1
    lock.write_text("nothing==2.0\n")
    start.install(str(lock))
    assert len(asked) == 2


def test_a_failed_installation_is_tried_again_and_says_what_pip_said(monkeypatch, tmp_path, capsys):
    lock = tmp_path / "requirements.txt"
    lock.write_text("nothing==1.0\n")
    monkeypatch.setattr(start, "make_environment", lambda: None)
    monkeypatch.setattr(start, "INSTALLED", str(tmp_path / "installed.json"))
    monkeypatch.setattr(start, "run", lambda command, env=None: ("ERROR: no such host", True))
    with pytest.raises(SystemExit):
        start.install(str(lock))
    told = capsys.readouterr().err
    assert "check the network connection" in told
    assert told.strip().endswith("ERROR: no such host")
    assert not (tmp_path / "installed.json").exists()


def test_it_is_written_for_any_python():
    """Python 2 refuses a file with letters beyond ASCII before it reads the first line of it."""
    words = Path(START).read_text(encoding="utf-8")
    assert words.isascii()
    assert 'f"' not in words
