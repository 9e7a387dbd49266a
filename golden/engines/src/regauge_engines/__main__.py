"""`python -m regauge_engines ENGINE …`: the engines by hand, for looking around; the tests use the modules."""

from __future__ import annotations

import argparse
import sys

from regauge_engines.argo import command as argo


def main() -> int:
    """Runs the command line and returns its exit code."""
    parser = argparse.ArgumentParser(prog="regauge_engines", description=__doc__)
    engines = parser.add_subparsers(dest="engine", required=True, metavar="ENGINE")
    argo.add_to(engines)
    arguments = parser.parse_args()
    return int(arguments.act(arguments))


if __name__ == "__main__":
    sys.exit(main())
