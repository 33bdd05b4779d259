"""Promise 3: imports are all or nothing, and repeatable.

An import is killed (SIGKILL) at a random moment or query. The database then holds nothing of the document or all of it,
to the last row of every table; the same import again completes it; once more, it changes nothing.
"""

import json
import os
import secrets

import pytest

from tests.promises.serving import database, environment_of, manage

# As many as fit in some seconds; `KILLS=100` for as many as the promise says.
KILLS, SECONDS = (int(os.environ["KILLS"]), 3600) if "KILLS" in os.environ else (20, 10)


@pytest.mark.django_db
def test_an_import_that_is_killed_leaves_nothing_or_all_and_is_completed_by_the_next(tmp_path):
    chance = int(os.environ.get("CHANCE", secrets.randbelow(1_000_000)))
    script = f"from tests.promises.killed import told; print(told({str(tmp_path)!r}, {chance}, {KILLS}, {SECONDS}))"
    with database(tmp_path) as address:
        environment = environment_of(tmp_path, address)
        manage(environment, "migrate", "--verbosity", "0")
        found = json.loads(manage(environment, "shell", "-c", script, timeout=120 + SECONDS).splitlines()[-1])
    assert found["none"], "No import was killed in the middle: the test proved nothing."
