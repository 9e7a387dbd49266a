"""Containers of a machine without a cluster; its engine is a program that carries out Docker's words with processes.

What Docker itself does with them (pulling, cgroups, dropped rights) no test shows here.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from regauge_engines.processes import wait_until

from regauge_runtime.container.machine import amount
from support import PATIENCE, Home, Json

# As much of Docker as a step uses: containers are files of their process's number, with their label.
DOCKER = """#!{python}
import json, os, signal, subprocess, sys
place = {place!r}
images = {images!r}
def note():
    with open(place + "/calls", "a") as calls:
        calls.write(json.dumps([sys.argv[1:], dict(os.environ)]) + "\\n")
note()
words = sys.argv[1:]
verb = words.pop(0)
def number(name):
    return int(open(place + "/" + name + ".pid").read())
if verb == "ps":
    label = words[-1].partition("=")[2].partition("=")[2]
    for file in os.listdir(place):
        if file.endswith(".label") and open(place + "/" + file).read() == label:
            print(file.removesuffix(".label"))
elif verb in ("rm", "stop"):
    for name in [word for word in words if os.path.exists(place + "/" + word + ".pid")]:
        try:
            os.killpg(number(name), signal.SIGKILL)
        except ProcessLookupError:
            pass
        for end in (".pid", ".label"):
            os.remove(place + "/" + name + end)
elif verb == "image":
    if words[-1] not in images:
        sys.exit(1)
    print(images[words[-1]])
elif verb == "pull":
    sys.exit("manifest unknown")
elif verb == "run":
    names, given_here, entry, name, label = [], {{}}, [], "", ""
    while words[0].startswith("--"):
        flag = words.pop(0)
        if flag == "--rm":
            continue
        value = words.pop(0)
        if flag == "--env" and "=" not in value: names.append(value)
        if flag == "--env" and "=" in value: given_here[value.partition("=")[0]] = value.partition("=")[2]
        if flag == "--entrypoint": entry = [value]
        if flag == "--name": name = value
        if flag == "--label": label = value.partition("=")[2]
    words.pop(0)
    given = {{"PATH": os.defpath}} | {{one: os.environ[one] for one in names}} | given_here
    process = subprocess.Popen(entry + words, env=given, start_new_session=True)
    open(place + "/" + name + ".label", "w").write(label)
    open(place + "/" + name + ".pid", "w").write(str(process.pid))
    code = process.wait()
    for end in (".pid", ".label"):
        if os.path.exists(place + "/" + name + end):
            os.remove(place + "/" + name + end)
    sys.exit(code if code >= 0 else 128 - code)
"""


@pytest.fixture
def machine(home: Home, tmp_path: Path) -> Home:
    place = tmp_path / "engine"
    place.mkdir()
    program = place / "docker"
    images = {"acme/words:1": "1000:1000", "acme/words:root": "", "acme/words:named": "app"}
    program.write_text(DOCKER.format(python=sys.executable, place=str(place), images=images))
    program.chmod(0o755)
    home.env |= {"PATH": f"{place}:{os.environ['PATH']}", "KUBECONFIG": ""}
    return home


def container(script: str, tag: str = "1", pull: str = "IfNotPresent") -> Json:
    image = {"repository": {"env": "IMAGE"}, "tag": tag, "pullPolicy": pull, "pullSecrets": []}
    return {"kind": "container", "image": image, "command": ["sh", "-c"], "args": [script], "isTemplated": False}


def step(machine: Home, run: Json, **more: object) -> None:
    machine.env["IMAGE"] = "acme/words"
    machine.asset("raw/words", run, silent=True, **more)


def noted(machine: Home) -> list[tuple[list[str], dict[str, str]]]:
    place = Path(machine.env["PATH"].partition(":")[0])
    return [tuple(json.loads(line)) for line in (place / "calls").read_text().splitlines()]


def calls(machine: Home) -> list[list[str]]:
    return [words for words, _ in noted(machine)]


def environments(machine: Home) -> list[dict[str, str]]:
    return [known for _, known in noted(machine)]


def left(machine: Home) -> list[str]:
    place = Path(machine.env["PATH"].partition(":")[0])
    return [file.name for file in place.glob("*.pid")]


def test_the_engine_of_the_machine_runs_it(machine: Home) -> None:
    word = {"secretRef": {"name": "shop", "key": "word", "source": "kubernetes"}}
    machine.env["REGAUGE_SECRET_SHOP_WORD"] = "not on a command line"
    limits = {"limits": {"cpu": "500m", "memory": "64Mi"}}
    step(machine, container('echo "$REGAUGE_PARTITION: $WORD"'), env={"WORD": word}, compute=limits)
    ended = machine.process("raw/words", "2024-01-01")
    assert ended.code == 0, ended.out + ended.err
    assert "2024-01-01: not on a command line" in ended.out.splitlines()
    assert ended.result["metadata"]["container"]["place"] == "docker"
    (run,) = [call for call in calls(machine) if call[0] == "run"]
    assert "not on a command line" not in json.dumps(calls(machine))
    words = " ".join(run)
    for flag in ("--cpus 0.5", f"--memory {64 * 2**20}", "--cap-drop ALL", "--security-opt no-new-privileges"):
        assert flag in words
    assert "REGAUGE_SECRET_SHOP_WORD" not in run and left(machine) == []


def test_what_the_engine_reads_itself_is_the_containers_alone(machine: Home) -> None:
    """The engine looks for its login and its storage below HOME, and for its daemon at DOCKER_HOST."""
    own = {"HOME": "/work", "PATH": "/bin:/usr/bin", "DOCKER_HOST": "tcp://nowhere", "https_proxy": "http://proxy"}
    step(machine, container('echo "$HOME $PATH $DOCKER_HOST $https_proxy"'), env=own)
    ended = machine.process("raw/words", "2024-01-01")
    assert ended.code == 0, ended.out + ended.err
    assert " ".join(own.values()) in ended.out.splitlines()
    (ran,) = [known for words, known in zip(calls(machine), environments(machine), strict=True) if words[0] == "run"]
    assert {name: ran.get(name) for name in own} == {name: machine.environment().get(name) for name in own}


def test_a_secret_that_the_engine_would_read_is_refused(machine: Home) -> None:
    machine.env["REGAUGE_SECRET_SHOP_WORD"] = "hidden-from-all"
    word = {"secretRef": {"name": "shop", "key": "word", "source": "kubernetes"}}
    step(machine, container("exit 0"), env={"DOCKER_CONFIG": word})
    error = machine.process("raw/words", "2024-01-01").result["error"]
    assert error["code"] == "SECRET_PLACE" and "DOCKER_CONFIG" in error["message"]


@pytest.mark.parametrize(("text", "number"), [("500m", Fraction(1, 2)), ("1.5Gi", 3 * 2**29), ("2E", 2 * 10**18)])
def test_an_amount_is_as_kubernetes_has_it(text: str, number: Fraction | int) -> None:
    assert amount(text) == number


@pytest.mark.parametrize(("code", "ends_as"), [(75, 75), (70, 70), (78, 78), (3, 75)])
def test_its_exit_code_means_what_a_commands_means(machine: Home, code: int, ends_as: int) -> None:
    step(machine, container(f"exit {code}"))
    assert machine.process("raw/words", "2024-01-01").code == ends_as


def test_a_step_that_is_told_to_stop_takes_its_container_along(machine: Home) -> None:
    step(machine, container("sleep 1000"))
    process = subprocess.Popen(
        machine.command("raw/words", "2024-01-01"), env=machine.environment(), stdout=subprocess.PIPE, text=True
    )
    wait_until(lambda: left(machine) != [], PATIENCE, "the container runs")
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 75 and "STOPPED" in out
    wait_until(lambda: left(machine) == [], PATIENCE, "the container is gone")


def test_what_a_killed_attempt_left_is_gone_before_the_next_begins(machine: Home) -> None:
    step(machine, container('test "$REGAUGE_ATTEMPT" = 2 || sleep 1000'))
    process = subprocess.Popen(
        machine.command("raw/words", "2024-01-01"), env=machine.environment(), stdout=subprocess.DEVNULL
    )
    wait_until(lambda: left(machine) != [], PATIENCE, "the container runs")
    (before,) = left(machine)
    process.kill()
    process.wait(PATIENCE)
    assert left(machine) == [before]
    assert machine.process("raw/words", "2024-01-01", attempt=2).code == 0
    assert left(machine) == []


@pytest.mark.parametrize(
    ("tag", "pull", "code", "said"),
    [
        ("root", "IfNotPresent", "CONTAINER_USER", "root"),
        ("named", "IfNotPresent", "CONTAINER_USER", "app"),
        ("2", "IfNotPresent", "IMAGE_PULL", "manifest unknown"),
        ("2", "Never", "IMAGE_PULL", "never to be pulled"),
    ],
)
def test_what_cannot_begin_is_a_configuration(machine: Home, tag: str, pull: str, code: str, said: str) -> None:
    step(machine, container("exit 0", tag, pull))
    error = machine.process("raw/words", "2024-01-01").result["error"]
    assert error["code"] == code and said in error["message"]


@pytest.mark.parametrize(
    "said",
    [
        "dial tcp 192.0.2.1:443: i/o timeout",
        "dial tcp 127.0.0.1:5000: connect: connection refused",
        "toomanyrequests: You have reached your pull rate limit",
        "received unexpected HTTP status: 503 Service Unavailable",
    ],
)
def test_a_registry_that_does_not_answer_is_asked_again(machine: Home, tmp_path: Path, said: str) -> None:
    program = tmp_path / "engine/docker"
    program.write_text(program.read_text().replace("manifest unknown", said))
    step(machine, container("exit 0", "2"))
    result = machine.process("raw/words", "2024-01-01").result
    assert result["exitCode"] == 75 and result["error"]["code"] == "REGISTRY", result
    assert said in result["error"]["message"]


@pytest.mark.parametrize(("goes", "exit_code", "code"), [(True, 75, "CONTAINER_ENGINE"), (False, 78, "CONTAINER")])
def test_an_engine_that_is_gone_is_not_the_containers_fault(
    machine: Home, tmp_path: Path, goes: bool, exit_code: int, code: str
) -> None:
    """Docker's command line ends with 125 for both."""
    program = tmp_path / "engine/docker"
    dies = f'elif verb == "run":\n    {goes} and open(place + "/gone", "w").close()\n    sys.exit(125)\n'
    gone = 'note()\nif os.path.exists(place + "/gone"): sys.exit("Cannot connect to the Docker daemon")\nwords ='
    text = program.read_text().replace("note()\nwords =", gone)
    program.write_text(text.replace('elif verb == "run":\n', dies + 'elif verb == "never":\n'))
    step(machine, container("exit 0"))
    result = machine.process("raw/words", "2024-01-01").result
    assert (result["exitCode"], result["error"]["code"]) == (exit_code, code), result


def test_a_machine_without_any_place_says_so(home: Home, tmp_path: Path) -> None:
    home.env |= {"PATH": str(tmp_path), "KUBECONFIG": "", "IMAGE": "acme/words"}
    home.asset("raw/words", container("exit 0"), silent=True)
    result = home.step("raw/words", "2024-01-01")
    assert result["exitCode"] == 78 and result["error"]["code"] == "CONTAINER_PLACE"
    assert "neither docker nor podman is on PATH" in result["error"]["message"]
    home.env["KUBECONFIG"] = str(tmp_path / "nowhere")
    assert "which is not there" in home.step("raw/words", "2024-01-01")["error"]["message"]
