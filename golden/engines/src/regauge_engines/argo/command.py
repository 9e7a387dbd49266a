"""The command line `python -m regauge_engines argo up|down|build|image|lint`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from regauge_engines.argo.cluster import Cluster, end_cluster
from regauge_engines.argo.image import Image, build_image
from regauge_engines.argo.lint import lint
from regauge_engines.argo.rootfs import base_root
from regauge_engines.argo.tools import tools


def add_to(engines: Any) -> None:
    """Adds the engine's commands to a parser's engines."""
    acts = engines.add_parser("argo", help="Argo Workflows").add_subparsers(required=True, metavar="ACT")
    up = acts.add_parser("up", help="start a cluster that outlives this command")
    up.add_argument("folder", type=Path, help="where it lives; must not exist")
    up.add_argument("--full", action="store_true", help="give the server Argo's schemas: its dry run is strict then")
    up.set_defaults(act=_up)
    down = acts.add_parser("down", help="end a cluster and remove its folder")
    down.add_argument("folder", type=Path)
    down.set_defaults(act=_down)
    acts.add_parser("build", help="build what a cluster needs, if it is not in the cache").set_defaults(act=_build)
    image = acts.add_parser("image", help="build the image of a bundle and put it on the node of a cluster")
    image.add_argument("folder", type=Path, help="the cluster's")
    image.add_argument("bundle", type=Path)
    image.add_argument("name")
    image.set_defaults(act=_image)
    check = acts.add_parser("lint", help="ask Argo's own validation")
    check.add_argument("paths", type=Path, nargs="+")
    check.set_defaults(act=_lint)


def _up(arguments: argparse.Namespace) -> int:
    if arguments.folder.exists():
        print(f"{arguments.folder} exists: end that cluster first, or name another folder")
        return 2
    cluster = Cluster(arguments.folder.absolute())
    cluster.start(has_full_definitions=arguments.full, detached=True)
    base = base_root()
    cluster.add_image(f"python:{base.python}-slim", Image(base.folder))
    print(f"export KUBECONFIG={cluster.kubeconfig}")
    return 0


def _down(arguments: argparse.Namespace) -> int:
    if not (arguments.folder / "cluster.json").exists():
        print(f"{arguments.folder} holds no cluster")
        return 2
    end_cluster(arguments.folder)
    return 0


def _build(_: argparse.Namespace) -> int:
    print(tools().folder)
    print(base_root().folder)
    return 0


def _image(arguments: argparse.Namespace) -> int:
    image = build_image(arguments.bundle)
    Cluster(arguments.folder.absolute()).add_image(arguments.name, image)
    print(image.root)
    return 0


def _lint(arguments: argparse.Namespace) -> int:
    verdicts = lint(arguments.paths)
    for verdict in verdicts:
        print(f"{verdict.file}: {verdict.kind} {verdict.name}: {verdict.error or 'taken'}")
    return 1 if any(verdict.error for verdict in verdicts) else 0
