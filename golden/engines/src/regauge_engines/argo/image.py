"""Images without a container engine: a bundle's own Dockerfile, carried out in a root of its own, kept by its inputs.

`FROM python:X.Y-slim` is the assembled base of `rootfs`; RUN runs isolated in the growing root, with the network and a
cache of downloads that is no part of the image; COPY copies from the bundle, or from another stage.
"""

from __future__ import annotations

import fnmatch
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from regauge_engines.argo import rootfs
from regauge_engines.argo.dockerfile import Instruction, assignments, read_dockerfile, substitute
from regauge_engines.argo.isolation import PATH, Bind, Isolated, account
from regauge_engines.cache import content_key, drop_unused, engines_folder, entry

# What of an image is not in its inputs: raise it when the build below changes.
_RECIPE = "1"


class ImageNotBuilt(Exception):
    """A RUN failed or a COPY found nothing; the message holds line, command and output."""


@dataclass(frozen=True)
class Image:
    """A root and what the image says about running in it; `user` as in USER, empty means root."""

    root: Path
    env: dict[str, str] = field(default_factory=dict)
    entrypoint: list[str] = field(default_factory=list)
    cmd: list[str] = field(default_factory=list)
    workdir: str = "/"
    user: str = ""

    def to_json(self) -> str:
        """Returns the text that `image_from_json` reads."""
        return json.dumps({**asdict(self), "root": str(self.root)})


def image_from_json(text: str) -> Image:
    """Returns the image that `Image.to_json` wrote."""
    members = json.loads(text)
    return Image(**{**members, "root": Path(members["root"])})


def build_image(context: Path, dockerfile: Path | None = None) -> Image:
    """Returns the image of a bundle folder, built when base, Dockerfile or any file that it copies have changed."""
    file = dockerfile or context / "Dockerfile"
    instructions = read_dockerfile(file)
    ignored = _ignored(context)
    copied: list[str | Path] = []
    for instruction in instructions:
        if instruction.name == "COPY" and "from" not in instruction.flags:
            # A name with a variable is known only when the build comes to it: it may be any file.
            is_known = "$" not in instruction.text
            for source in _sources(instruction, context, ignored, {}) if is_known else [context]:
                copied += [str(source.relative_to(context)), *_content(source, context, ignored)]
    key = content_key(_RECIPE, rootfs.base_root().key, file, *copied)

    def build(folder: Path) -> None:
        # A bundle under development leaves half a gigabyte with each change.
        drop_unused("image", hours=6)
        image = _Build(context, ignored, folder).run(instructions)
        (folder / "image.json").write_text(image.to_json(), encoding="utf-8")

    return image_from_json((entry("image", key, build) / "image.json").read_text(encoding="utf-8"))


class _Build:
    """One run of a Dockerfile: its stages, and the stage that is being built."""

    def __init__(self, context: Path, ignored: list[str], folder: Path) -> None:
        self._context = context
        self._ignored = ignored
        self._folder = folder
        self._stages: dict[str, Image] = {}
        self._names: list[str] = []
        self._image = Image(folder)
        self._arguments: dict[str, str] = {}

    def run(self, instructions: list[Instruction]) -> Image:
        """Returns the image of the last stage; the other stages' roots are gone."""
        for instruction in instructions:
            self._carry_out(instruction)
            self._stages |= dict.fromkeys(self._names, self._image)
        for root in {stage.root for stage in self._stages.values()} - {self._image.root}:
            shutil.rmtree(root)
        return self._image

    def _carry_out(self, instruction: Instruction) -> None:
        image = self._image
        variables = {**self._arguments, **image.env}
        match instruction.name:
            case "FROM":
                self._from(instruction)
            case "ARG":
                declared = assignments(instruction, variables)
                self._arguments |= {name: os.environ.get(name) or value for name, value in declared.items()}
            case "ENV":
                self._image = replace(image, env=image.env | assignments(instruction, variables))
            case "WORKDIR":
                workdir = os.path.normpath(Path(image.workdir) / substitute(instruction.text, variables))
                _inside(image.root, workdir).mkdir(parents=True, exist_ok=True)
                self._image = replace(image, workdir=workdir)
            case "USER":
                self._image = replace(image, user=substitute(instruction.text, variables))
            case "ENTRYPOINT":
                self._image = replace(image, entrypoint=_command(instruction), cmd=[])
            case "CMD":
                self._image = replace(image, cmd=_command(instruction))
            case "COPY":
                self._copy(instruction, variables)
            case "RUN":
                self._run(instruction)
            case "SHELL":
                raise instruction.refuse("only the default shell is known")
            case _:  # EXPOSE, LABEL, STOPSIGNAL say nothing about what is in the image
                pass

    def _from(self, instruction: Instruction) -> None:
        words = substitute(instruction.text, self._arguments).split()
        number = str(sum(name.isdigit() for name in self._stages))
        if words[0] in self._stages:
            start = self._stages[words[0]]
        else:
            start = Image(rootfs.base_for(words[0]).folder, {"PATH": PATH, "LANG": "C.UTF-8"}, cmd=["python3"])
        root = self._folder / f"root{number}"
        subprocess.run(["cp", "-a", "--reflink=auto", str(start.root), str(root)], check=True)
        self._image = replace(start, root=root)
        self._names = [number, *(words[2:] if len(words) == 3 and words[1].lower() == "as" else [])]

    def _copy(self, instruction: Instruction, variables: dict[str, str]) -> None:
        origin = self._context
        if "from" in instruction.flags:
            if instruction.flags["from"] not in self._stages:
                raise instruction.refuse("there is no such stage")
            origin = self._stages[instruction.flags["from"]].root
        ignored = self._ignored if origin == self._context else []
        sources = _sources(instruction, origin, ignored, variables)
        target = _words(instruction, variables)[-1]
        absolute = os.path.normpath(Path(self._image.workdir) / target)
        is_folder = target.endswith(("/", "/.")) or target == "." or len(sources) > 1
        destination = _inside(self._image.root, absolute)
        owner = account(self._image.root, instruction.flags["chown"]) if "chown" in instruction.flags else (0, 0)
        mode = int(instruction.flags["chmod"], 8) if "chmod" in instruction.flags else None
        for source in sources:
            into = (
                destination / source.name if source.is_file() and (is_folder or destination.is_dir()) else destination
            )
            for file in _files(source, origin, ignored):
                copy = into / file.relative_to(source) if source.is_dir() else into
                copy.parent.mkdir(parents=True, exist_ok=True)
                if file.is_dir() and not file.is_symlink():
                    copy.mkdir(exist_ok=True)
                    continue
                shutil.copy2(file, copy, follow_symlinks=False)
                os.chown(copy, *owner, follow_symlinks=False)
                if mode is not None:
                    copy.chmod(mode)

    def _run(self, instruction: Instruction) -> None:
        mounts = instruction.flags.get("mount", "type=cache")
        if not mounts.startswith("type=cache"):
            raise instruction.refuse("only cache mounts are known")
        image = self._image
        uid, gid = account(image.root, image.user) if image.user else (0, 0)
        network, binds = _build_network()
        with tempfile.TemporaryDirectory(prefix="regauge-run-") as scratch:
            isolated = Isolated(
                image.root,
                instruction.array() or ["/bin/sh", "-c", instruction.text],
                {"HOME": "/root" if uid == 0 else "/", **network, **self._arguments, **image.env},
                "build",
                workdir=image.workdir,
                uid=uid,
                gid=gid,
                binds=binds,
                is_throw_away=False,
            )
            lifeline, ours = os.pipe()
            try:
                done = subprocess.run(
                    isolated.command(Path(scratch), lifeline),
                    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                    pass_fds=(lifeline,),
                )  # fmt: skip
            finally:
                os.close(lifeline)
                os.close(ours)
        if done.returncode != 0:
            where = f"Dockerfile:{instruction.line}: RUN {instruction.text}"
            raise ImageNotBuilt(f"{where} ended with {done.returncode}:\n{done.stdout[-6000:]}")


def _build_network() -> tuple[dict[str, str], list[Bind]]:
    """Returns variables and files with which RUN reaches the registries as this machine does; none is in the image."""
    names = {"http_proxy", "https_proxy", "no_proxy", "pip_index_url", "pip_extra_index_url", "pip_default_timeout"}
    names |= {"uv_index_url", "uv_default_index", "uv_index", "uv_http_timeout"}
    variables = {name: value for name, value in os.environ.items() if name.lower() in names}
    downloads = engines_folder() / "downloads"
    downloads.mkdir(exist_ok=True)
    binds = [Bind(downloads, "/root/.cache")]
    files = {"/etc/resolv.conf": "/etc/resolv.conf", "/etc/hosts": "/etc/hosts", "/etc/pip.conf": "/etc/pip.conf"}
    authorities = os.environ.get("SSL_CERT_FILE", "/etc/ssl/certs/ca-certificates.crt")
    files[authorities] = "/etc/ssl/certs/ca-certificates.crt"
    binds += [Bind(Path(source), target, True) for source, target in files.items() if Path(source).is_file()]
    for name in ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE"):
        variables[name] = "/etc/ssl/certs/ca-certificates.crt"
    # The cache of downloads is another file system there, from which uv cannot link.
    return variables | {"UV_LINK_MODE": "copy", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}, binds


def _command(instruction: Instruction) -> list[str]:
    return instruction.array() or ["/bin/sh", "-c", instruction.text]


def _words(instruction: Instruction, variables: dict[str, str]) -> list[str]:
    return instruction.array() or substitute(instruction.text, variables).split()


def _sources(instruction: Instruction, origin: Path, ignored: list[str], variables: dict[str, str]) -> list[Path]:
    """Returns what a COPY copies: files and folders under `origin`, by name or pattern."""
    found: list[Path] = []
    for pattern in _words(instruction, variables)[:-1]:
        relative = pattern.strip("/").removeprefix("./")
        matches = [origin] if relative in ("", ".") else sorted(origin.glob(relative))
        kept = [path for path in matches if not _is_ignored(path, origin, ignored)]
        if not kept:
            raise instruction.refuse(f"there is no '{pattern}'")
        found += kept
    return found


def _files(source: Path, origin: Path, ignored: list[str]) -> Iterator[Path]:
    """Yields a file, or everything under a folder, but what .dockerignore leaves out."""
    if not source.is_dir() or source.is_symlink():
        yield source
        return
    for path in sorted(source.iterdir()):
        if _is_ignored(path, origin, ignored):
            continue
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _files(path, origin, ignored)


def _content(source: Path, origin: Path, ignored: list[str]) -> Iterator[str | Path]:
    for path in _files(source, origin, ignored):
        yield f"{path.relative_to(origin)} {path.lstat().st_mode & 0o7777:o}"
        if path.is_symlink():
            yield str(path.readlink())
        elif path.is_file():
            yield path


def _ignored(context: Path) -> list[str]:
    file = context / ".dockerignore"
    if not file.exists():
        return []
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return [line.strip("/") for line in lines if line and not line.startswith("#")]


def _is_ignored(path: Path, origin: Path, patterns: list[str]) -> bool:
    relative = str(path.relative_to(origin))
    verdict = False
    for pattern in patterns:
        wanted = pattern.removeprefix("!").strip("/").removeprefix("**/")
        if fnmatch.fnmatch(relative, wanted) or ("**/" in pattern and fnmatch.fnmatch(path.name, wanted)):
            verdict = not pattern.startswith("!")
    return verdict


def _inside(root: Path, path: str) -> Path:
    """Returns where an absolute path of the image lies on this machine; links in it never lead out of the root."""
    here = root
    rest = [part for part in path.split("/") if part]
    while rest:
        part = rest.pop(0)
        here = root if part == ".." and here == root else here.parent if part == ".." else here / part
        if here.is_symlink():
            target = str(here.readlink())
            here = root if target.startswith("/") else here.parent
            rest = [piece for piece in target.split("/") if piece not in ("", ".")] + rest
    return here
