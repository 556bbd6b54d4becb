"""What `ketnap` says to people and programs, and with which exit code it leaves."""

import json
import os
import socket
from pathlib import Path

import pytest

from tests.processes import free_port, ketnap, served

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the system ran once."""
    folder = tmp_path_factory.mktemp("data")
    with served(folder):
        pass
    return folder


def test_a_taken_port_is_one_sentence_that_says_how_to_go_on(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = ketnap("serve", "--port", port, "--data", tmp_path)

    assert answer.returncode == 2
    assert f"Port {port} is taken by another program" in answer.stderr
    assert f"PORT={port + 1}" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_address_that_others_could_reach_is_refused(tmp_path):
    answer = ketnap("serve", "--host", "0.0.0.0", "--data", tmp_path)

    assert answer.returncode == 2
    assert "anybody may sign in, so 0.0.0.0 is refused" in answer.stderr


def test_two_do_not_serve_from_one_folder(data):
    with served(data):
        answer = ketnap("serve", "--port", free_port(), "--data", data)

    assert answer.returncode == 2
    assert "already running" in answer.stderr


def test_a_database_without_its_keys_is_not_opened(data, tmp_path):
    os.rename(data / "keys.json", tmp_path / "keys.json")
    try:
        answer = ketnap("serve", "--port", free_port(), "--data", data)
    finally:
        os.rename(tmp_path / "keys.json", data / "keys.json")

    assert answer.returncode == 2
    assert "no name" in answer.stderr


@pytest.mark.parametrize("command", ["verify", "reconcile", "rebuild", "doctor"])
def test_a_new_system_is_well(data, command):
    answer = ketnap(command, "--data", data, "--json")

    told = json.loads(answer.stdout)
    assert (answer.returncode, told["command"], told["well"]) == (0, command, True)
    assert told["findings"]


@pytest.mark.parametrize("command", ["verify", "reconcile", "rebuild", "doctor"])
def test_the_same_is_told_while_the_system_serves(data, command):
    with served(data):
        answer = ketnap(command, "--data", data)

    assert answer.returncode == 0
    assert "✓" in answer.stdout


def test_where_nothing_is_kept_there_is_nothing_to_verify(tmp_path):
    answer = ketnap("verify", "--data", tmp_path, "--json")

    assert answer.returncode == 2
    assert "nothing in" in json.loads(answer.stdout)["error"]


def test_a_doctor_is_content_with_a_fresh_machine(tmp_path):
    answer = ketnap("doctor", "--data", tmp_path)

    assert answer.returncode == 0
    assert "nothing kept yet" in answer.stdout


def test_an_unknown_command_is_a_wrong_use():
    assert ketnap("dance").returncode == 2


def test_nothing_waits_in_a_system_that_is_well(data):
    answer = ketnap("dead-letters", "list", "--data", data, "--json")

    findings = json.loads(answer.stdout)["findings"]
    assert answer.returncode == 0
    assert {finding["what"] for finding in findings} == {"intake", "verification", "statistics"}
    assert {finding["found"] for finding in findings} == {"nothing waits"}


@pytest.mark.parametrize(
    "words", [["retry"], ["skip", "--reason", "said_twice", "--document", "12-BB/VP"]]
)
def test_what_does_not_wait_cannot_be_mended(data, words):
    verb, *options = words
    place = ["statistics", "intake", "00000000-0000-0000-0000-000000000001", 1]

    answer = ketnap("dead-letters", verb, *place, *options, "--data", data)

    assert answer.returncode == 2
    assert "statistics refused: Step 1 is not the first that waits." in answer.stderr
