"""Reads the part of the Dockerfile language that bundles use; anything else is refused with its line."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

_INSTRUCTIONS = frozenset("ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM LABEL RUN SHELL STOPSIGNAL USER WORKDIR".split())


class DockerfileRefused(Exception):
    """An instruction that is not understood; the message starts with `Dockerfile:<line>`."""


@dataclass(frozen=True)
class Instruction:
    """One instruction: `RUN --mount=x echo hi` has name RUN, flags {mount: x}, text `echo hi`."""

    line: int
    name: str
    flags: dict[str, str]
    text: str

    def refuse(self, why: str) -> DockerfileRefused:
        """Returns the error for this instruction."""
        return DockerfileRefused(f"Dockerfile:{self.line}: {self.name} {self.text}: {why}")

    def array(self) -> list[str] | None:
        """Returns the members of the JSON form (`["a", "b"]`), None for the shell form."""
        if not self.text.startswith("["):
            return None
        try:
            members = json.loads(self.text)
        except ValueError:
            return None
        return [str(member) for member in members]


def read_dockerfile(path: Path) -> list[Instruction]:
    """Returns the instructions of a Dockerfile in order."""
    instructions: list[Instruction] = []
    pending: list[str] = []
    start = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not pending:
            start = number
        if line.endswith("\\"):
            pending.append(line[:-1])
            continue
        instructions.append(_instruction(start, "".join([*pending, line]).strip()))
        pending = []
    if pending:
        raise DockerfileRefused(f"Dockerfile:{start}: the last line goes on after the end of the file")
    if not instructions or instructions[0].name not in ("FROM", "ARG"):
        raise DockerfileRefused("Dockerfile:1: it does not begin with FROM")
    return instructions


def _instruction(line: int, text: str) -> Instruction:
    word, _, rest = text.partition(" ")
    flags: dict[str, str] = {}
    rest = rest.strip()
    while flag := re.match(r"--([a-z]+)(?:=(\S+))?\s+", rest):
        flags[flag[1]] = flag[2] or ""
        rest = rest[flag.end() :]
    instruction = Instruction(line, word.upper(), flags, rest)
    if instruction.name not in _INSTRUCTIONS:
        raise instruction.refuse("this instruction is not understood")
    if "<<" in rest and instruction.name in ("RUN", "COPY"):
        raise instruction.refuse("here-documents are not understood")
    return instruction


def substitute(text: str, variables: dict[str, str]) -> str:
    """Replaces `$X`, `${X}` and `${X:-default}`; an unknown variable is the empty text; `\\$` stays a dollar."""

    def value(match: re.Match[str]) -> str:
        if match[0] == "\\$":
            return "$"
        name, default = match["name"] or match["braced"], match["default"]
        found = variables.get(name, "")
        return default if default is not None and not found else found

    return re.sub(r"\\\$|\$(?:(?P<name>\w+)|\{(?P<braced>\w+)(?::-(?P<default>[^}]*))?\})", value, text)


def assignments(instruction: Instruction, variables: dict[str, str]) -> dict[str, str]:
    """Returns what an ENV, ARG or LABEL says: `A=1 B="two words"`, or the old form `ENV A the rest`."""
    first, _, rest = instruction.text.partition(" ")
    if "=" not in first:
        return {first: substitute(rest.strip(), variables)} if instruction.name == "ENV" else {first: ""}
    # `\$` must reach substitute() as it is, so only quotes are taken by shlex.
    pairs = (word.partition("=") for word in shlex.split(instruction.text.replace("\\$", "\\\\$")))
    return {name: substitute(value, variables) for name, _, value in pairs}
