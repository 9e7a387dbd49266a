"""Containers of this machine: by Docker's command line, which Podman has too; standard library only."""

from __future__ import annotations

import os
import re
import subprocess
from fractions import Fraction
from pathlib import Path

from regauge_runtime.container.order import Order
from regauge_runtime.errors import Configuration, Transient
from regauge_runtime.processes import death_signal_setter
from regauge_runtime.values import Values

LABEL = "regauge.dev/container-of"
_SUFFIXES = {"": Fraction(1), "m": Fraction(1, 1000), "k": Fraction(10**3), "M": Fraction(10**6), "G": Fraction(10**9)}
_SUFFIXES |= {"T": Fraction(10**12), "P": Fraction(10**15), "E": Fraction(10**18)}
_SUFFIXES |= {f"{letter}i": Fraction(2 ** (10 * power)) for power, letter in enumerate("KMGTPE", 1)}
# What the engine's own program reads, beside what the step's environment has already.
_OF_THE_ENGINE = re.compile(r"(DOCKER|CONTAINERS?|PODMAN|BUILDAH|XDG|LD|SSH)_.*|HOME|PATH|TMPDIR|(?i:.*_proxy)")
# What `docker run` ends with when the container was never started.
_NOT_CREATED = 125
# What Docker and Podman say of a registry, or an engine, that did not answer; all else is the image's own fault.
_NO_ANSWER = re.compile(
    r"timeout|timed out|deadline exceeded|connection (refused|reset)|network is unreachable|no route to host"
    r"|unexpected EOF|temporary failure in name resolution|server misbehaving|toomanyrequests|too many requests"
    r"|\b50[0234] |unexpected HTTP status(: | code )5|cannot connect to the Docker daemon",
    re.IGNORECASE,
)
# Seconds that a container has between TERM and KILL: less than the step itself has.
_GRACE_SECONDS = 5


class Engine:
    """Docker or Podman; `program` is its path."""

    def __init__(self, program: str, values: Values) -> None:
        self._program = program
        self._values = values

    @property
    def told(self) -> str:
        """The engine's name."""
        return Path(self._program).name

    def run(self, order: Order) -> int:
        """Runs the container and returns its exit code; an earlier attempt's that was left is removed first."""
        self._remove(self._left(order))
        self._pull(order)
        self._require_user(order)
        secrets = {
            name: str(self._values.resolve({"secretRef": vars(secret)}, f"env.{name}"))
            for name, secret in order.secrets.items()
        }
        words = ["run", "--rm", "--name", order.name, "--label", f"{LABEL}={order.owner}"]
        words += ["--cap-drop", "ALL", "--security-opt", "no-new-privileges"]
        if "cpu" in order.limits:
            words += ["--cpus", f"{float(amount(order.limits['cpu'])):g}"]
        if "memory" in order.limits:
            words += ["--memory", str(int(amount(order.limits["memory"])))]
        for name in secrets:
            if _OF_THE_ENGINE.fullmatch(name):
                message = f"env.{name}: {self.told} itself reads this variable, so no container gets a secret by it"
                raise Configuration(message, code="SECRET_PLACE")
        variables = {name: text for name, text in order.variables.items() if not _OF_THE_ENGINE.fullmatch(name)}
        variables |= secrets
        for name in variables:
            # By name alone: a value on a command line is everybody's to read, and a file of them knows no line ends.
            words += ["--env", name]
        for name in order.variables.keys() - variables.keys():
            # What is the container's HOME must not become that of the program which starts it.
            words += ["--env", f"{name}={order.variables[name]}"]
        command = list(order.command)
        if command:
            words += ["--entrypoint", command.pop(0)]
        environment = dict(os.environ) | variables
        try:
            process = subprocess.Popen(
                [self._program, *words, order.image, *command, *order.args],
                env=environment,
                preexec_fn=death_signal_setter(),
            )
            code = process.wait()
        except BaseException:
            # The engine's own program may die and leave the container to the daemon.
            self._ask("stop", "--time", str(_GRACE_SECONDS), order.name)
            self._remove(self._left(order))
            raise
        if code == _NOT_CREATED:
            # Also what it ends with when the engine itself is gone: who is asked again then says so.
            self._remove(self._left(order))
            raise Configuration(f"{self.told} could not make {order.what}; its log says why", code="CONTAINER")
        return code

    def _left(self, order: Order) -> list[str]:
        found = self._ask("ps", "--all", "--quiet", "--filter", f"label={LABEL}={order.owner}")
        if found.returncode != 0:
            raise Transient(f"{self.told} does not answer: {_line(found.stderr)}", code="CONTAINER_ENGINE")
        return found.stdout.split()

    def _remove(self, containers: list[str]) -> None:
        if containers:
            self._ask("rm", "--force", *containers)

    def _pull(self, order: Order) -> None:
        """Gets the image as its policy says; Configuration when there is none."""
        is_here = self._ask("image", "inspect", order.image).returncode == 0
        if order.pull_policy == "Never":
            if not is_here:
                raise Configuration(
                    f"the image {order.image} is not here, and is never to be pulled", code="IMAGE_PULL"
                )
        elif order.pull_policy == "Always" or not is_here:
            pulled = self._ask("pull", "--quiet", order.image)
            if pulled.returncode != 0:
                why = f"{order.image} could not be pulled: {_line(pulled.stderr)}"
                if _NO_ANSWER.search(pulled.stderr):
                    raise Transient(why, code="REGISTRY")
                raise Configuration(why, code="IMAGE_PULL")

    def _require_user(self, order: Order) -> None:
        """Refuses what a cluster would refuse: an image that runs as root, or as a name that no cluster can judge."""
        asked = self._ask("image", "inspect", "--format", "{{.Config.User}}", order.image)
        user = asked.stdout.strip().partition(":")[0]
        if not re.fullmatch(r"[0-9]+", user) or int(user) == 0:
            raise Configuration(
                f"the image {order.image} runs as {user or 'root'}: give it a USER with a number other than 0",
                code="CONTAINER_USER",
            )

    def _ask(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([self._program, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL)


def amount(text: str) -> Fraction:
    """Returns the number that an amount of Kubernetes stands for: `500m` is a half, `1Gi` 2**30."""
    found = re.fullmatch(r"([0-9.]+)([A-Za-z]*)", text)
    if found is None or found[2] not in _SUFFIXES:
        raise Configuration(f"'{text}' is no amount")
    return Fraction(found[1]) * _SUFFIXES[found[2]]


def _line(text: str) -> str:
    return " ".join(text.split())[-500:]
