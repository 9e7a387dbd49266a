"""The root that stands for the image `python:X.Y-slim`: Debian packages, unpacked, and nothing of this machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from regauge_engines.argo import debian
from regauge_engines.cache import content_key, entry

PACKAGES = (
    "base-files base-passwd bash coreutils dash debianutils diffutils findutils grep gzip hostname libc-bin libstdc++6 "
    "login mawk ncurses-base netbase passwd perl-base procps sed tar tzdata util-linux ca-certificates python3 "
    "python3-venv usr-is-merged"
).split()
# What of the assembly is not in PACKAGES: raise it when the steps below change.
_RECIPE = "4"


class NoSuchBase(Exception):
    """A Dockerfile starts from an image that this machine cannot assemble."""


@dataclass(frozen=True)
class BaseRoot:
    """An assembled base: its folder, its key in the cache, its Python as `3.11`."""

    folder: Path
    key: str
    python: str


def base_root() -> BaseRoot:
    """Returns the base of this machine's Debian release, assembled when it is not in the cache (45 MB, 20 s)."""
    key = content_key(_RECIPE, debian.codename(), *PACKAGES)
    folder = entry("base-root", key, _assemble) / "root"
    (interpreter,) = folder.glob("usr/bin/python3.[0-9][0-9]")
    return BaseRoot(folder, key, interpreter.name.removeprefix("python"))


def base_for(image: str) -> BaseRoot:
    """Returns the base that stands for an image's name in a Dockerfile, such as `python:3.11-slim`."""
    base = base_root()
    wanted = re.fullmatch(
        r"(?:docker\.io/)?(?:library/)?python:(\d+\.\d+)(?:\.\d+)?-slim(?:-\w+)?(?:@sha256:\w+)?", image
    )
    if wanted is None or wanted[1] != base.python:
        raise NoSuchBase(f"{image}: here only python:{base.python}-slim can be assembled (Debian {debian.codename()})")
    return base


def _assemble(folder: Path) -> None:
    root = folder / "root"
    for merged in ("bin", "sbin", "lib", "lib64"):
        (root / "usr" / merged).mkdir(parents=True)
        (root / merged).symlink_to(f"usr/{merged}")
    with tempfile.TemporaryDirectory(prefix="regauge-base-") as scratch:
        packages = debian.download(PACKAGES, Path(scratch), with_dependencies=True)
        for package in packages:
            debian.unpack(package, root)
        (folder / "packages.txt").write_text("".join(f"{package.name}\n" for package in packages))
    _finish_like_the_packages_scripts(root)
    _add_what_the_python_image_has(root)
    # Without it every pod would compile the standard library anew and throw the result away.
    _in(root, "/usr/local/bin/python3", "-m", "compileall", "-q", "/usr/lib", "/usr/local/lib", check=False)


def _finish_like_the_packages_scripts(root: Path) -> None:
    """Does the few things that matter of what the packages' own install scripts do."""
    for folder in ("media", "mnt", "opt", "srv", "run/lock", "var/local", "var/mail", "var/opt", "usr/local/bin"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for folder, target in (("var/run", "/run"), ("var/lock", "/run/lock")):
        (root / folder).rmdir()
        (root / folder).symlink_to(target)
    for name in ("passwd", "group"):
        shutil.copy(root / f"usr/share/base-passwd/{name}.master", root / "etc" / name)
    _in(root, "/usr/sbin/pwconv")
    _in(root, "/usr/sbin/grpconv")
    for alternative in ("awk", "nawk"):
        (root / "usr/bin" / alternative).symlink_to("mawk")
    authorities = sorted((root / "usr/share/ca-certificates").rglob("*.crt"))
    (root / "etc/ssl/certs/ca-certificates.crt").write_text("".join(file.read_text() for file in authorities))
    (root / "tmp").chmod(0o1777)
    (root / "root").chmod(0o700)
    (root / "etc/hostname").write_text("container\n")
    for unread in ("doc", "info", "locale", "man", "pixmaps", "perl5"):
        shutil.rmtree(root / "usr/share" / unread, ignore_errors=True)


def _add_what_the_python_image_has(root: Path) -> None:
    """Gives `python`, `python3` and `pip` under /usr/local, and lets pip install there as it may in that image."""
    (interpreter,) = (root / "usr/bin").glob("python3.[0-9][0-9]")
    for name in ("python", "python3", interpreter.name):
        (root / "usr/local/bin" / name).symlink_to(f"/usr/bin/{interpreter.name}")
    for marker in (root / "usr/lib").glob("python3*/EXTERNALLY-MANAGED"):
        marker.unlink()
    site = root / "usr/local/lib" / interpreter.name / "dist-packages"
    site.mkdir(parents=True)
    for wheel in (root / "usr/share/python-wheels").glob("pip-*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(site)
    pip = root / "usr/local/bin/pip"
    pip.write_text("#!/usr/local/bin/python3\nfrom pip._internal.cli.main import main\nraise SystemExit(main())\n")
    pip.chmod(0o755)
    (root / "usr/local/bin/pip3").symlink_to("pip")


def _in(root: Path, *command: str, check: bool = True) -> None:
    path = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    subprocess.run(["chroot", str(root), *command], env=path, check=check, stdout=subprocess.DEVNULL)
