"""Make this machine ready: the right Python, the locked packages, a browser for the tests, a free port.

Run by the Makefile with whatever Python is there, so it is written for any of them, in ASCII, and
imports nothing of ours. What is wrong is told in one sentence with its remedy.
"""

from __future__ import print_function

import hashlib
import json
import os
import socket
import subprocess
import sys

NEEDED = (3, 11)
VENV = ".venv"
VENV_PYTHON = os.path.join(VENV, "bin", "python")
# Beside the packages it speaks of, so that removing the one removes the other.
INSTALLED = os.path.join(VENV, "installed.json")

DEBIAN = "Debian and Ubuntu"


def main(words):
    tasks = {"install": install, "tools": tools, "port": port, "postgres": postgres}
    if not words or words[0] not in tasks:
        stop("Say one of: " + ", ".join(sorted(tasks)) + ".")
    tasks[words[0]](*words[1:])


def install(*locks):
    """The packages of `locks` in the virtual environment, exactly as locked. At once when they are there."""
    use_a_python_that_is_new_enough()
    make_environment()
    have = read_installed()
    wanted = dict((lock, sha256(lock)) for lock in locks)
    changed = [lock for lock in locks if have.get(lock) != wanted[lock]]
    if not changed:
        return
    say("Installing the packages of " + " and ".join(changed) + ": once, about a minute ...")
    command = [VENV_PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    # All together: a lock alone would not know what the others hold in place.
    for lock in locks:
        command += ["-r", lock]
    output, failed = run(command)
    if failed:
        stop(
            "The packages could not be installed; check the network connection and pip's settings, "
            "and type the same command again. pip said:\n\n" + last_words(output)
        )
    have.update(wanted)
    with open(INSTALLED, "w") as file:
        json.dump(have, file, indent=1, sort_keys=True)


def use_a_python_that_is_new_enough():
    if sys.version_info[:2] >= NEEDED:
        return
    for minor in range(15, NEEDED[1] - 1, -1):
        other = find("python3.%d" % minor)
        if other:
            os.execv(other, [other] + sys.argv)
    stop(
        "Twin Cities needs Python %d.%d or newer, and this is %d.%d: install a newer one, "
        "or name it, as in `make run PYTHON=/path/to/python3`." % (NEEDED + tuple(sys.version_info[:2]))
    )


def make_environment():
    if works(VENV_PYTHON):
        return
    if not has_module("ensurepip") or not has_module("venv"):
        install_with_apt("python%d.%d-venv" % sys.version_info[:2], reason="Python's module venv is missing")
    output, failed = run([sys.executable, "-m", "venv", "--clear", VENV])
    if failed:
        stop("The virtual environment could not be made in %s: %s" % (VENV, output.strip().splitlines()[-1]))


def works(python):
    """A Python that was upgraded or removed since leaves an environment that is only a broken link."""
    if not os.path.exists(python):
        return False
    question = "import sys, pip; sys.exit(sys.version_info[:2] < %r)" % (NEEDED,)
    return not run([python, "-c", question])[1]


def tools():
    """What the tests need and pip does not have: a browser, Chinese fonts, gettext, a server in front."""
    missing = []
    if not (os.environ.get("CHROMIUM") or find("chromium")):
        missing.append("chromium")
    if not (find("fc-list") and run(["fc-list", ":lang=zh-hk"])[0].strip()):
        missing.append("fonts-noto-cjk")
    if not (find("msgfmt") and find("xgettext")):
        missing.append("gettext")
    if not (find("nginx") or os.path.exists("/usr/sbin/nginx")):
        missing.append("nginx-light")
    # What drives the browser is linked against it, and the smallest of Debians have no compiler's libraries.
    if sys.platform.startswith("linux") and run([VENV_PYTHON, "-c", "import ctypes; ctypes.CDLL('libatomic.so.1')"])[1]:
        missing.append("libatomic1")
    if missing:
        install_with_apt(*missing, reason="The tests need " + " and ".join(missing))


def install_with_apt(*packages, **why):
    command = "apt-get install -y " + " ".join(packages)
    can_install = hasattr(os, "geteuid") and os.geteuid() == 0 and find("apt-get")
    if not can_install:
        stop("%s; on %s: sudo %s" % (why["reason"], DEBIAN, command))
    say(why["reason"] + ": installing with apt-get ...")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    run(["apt-get", "update", "-q"], env=environment)
    output, failed = run(
        ["apt-get", "install", "-y", "-q", "--no-install-recommends"] + list(packages), env=environment
    )
    if failed:
        stop("%s, and `%s` failed:\n\n%s" % (why["reason"], command, last_words(output)))


def port():
    """Tell now, rather than after a minute of installing, that the site could not be served."""
    wanted = os.environ.get("PORT") or "8000"
    if not wanted.isdigit() or not 0 < int(wanted) < 65536:
        stop("PORT is `%s`, which is not a number from 1 to 65535." % wanted)
    problem = refusal(int(wanted))
    if problem is None:
        return
    other = next((free for free in [9000, 8080] + list(range(8001, 8100)) if refusal(free) is None), 9000)
    stop("Port %s %s; take another: PORT=%d make run" % (wanted, problem, other))


def refusal(number):
    """Why the port can't be had; None when it can."""
    listener = socket.socket()
    # As the server does, so that a port it left a moment ago counts as free.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", number))
        listener.listen(1)
    except (IOError, OSError) as error:
        return "is for the machine's administrator" if error.errno == 13 else "is taken by another program"
    finally:
        listener.close()
    return None


def postgres():
    """That the database of DATABASE_URL answers, with the driver that the site uses."""
    question = "import os, psycopg; psycopg.connect(os.environ['DATABASE_URL'], connect_timeout=5).close()"
    output, failed = run([VENV_PYTHON, "-c", question])
    if failed:
        stop(
            "PostgreSQL does not answer at DATABASE_URL; start it, or name another: "
            "DATABASE_URL=postgres://user:password@host:5432/name make test-postgres. It said:\n\n"
            + "\n".join(output.strip().splitlines()[-2:])
        )


def read_installed():
    try:
        with open(INSTALLED) as file:
            return json.load(file)
    except (IOError, OSError, ValueError):
        return {}


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def has_module(name):
    return not run([sys.executable, "-c", "import " + name])[1]


def find(program):
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        path = os.path.join(folder, program)
        if os.access(path, os.X_OK) and not os.path.isdir(path):
            return path
    return None


def run(command, env=None):
    """What the command said, and whether it failed."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env)
    output = process.communicate()[0].decode("utf-8", "replace")
    return output, process.returncode != 0


def last_words(output):
    """What a program says at its end, without the attempts before it gave up."""
    lines = output.strip().splitlines()
    errors = [line for line in lines if line.startswith(("ERROR", "E: "))]
    return "\n".join((errors or lines)[-5:])


def say(words):
    print(words)
    sys.stdout.flush()


def stop(words):
    print(words, file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
