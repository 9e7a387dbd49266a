"""Loads a code location as Dagster's code server does: `load_dagster.py FOLDER [MODULE COUNT]`; without a module, Dagster's import alone."""

import importlib
import sys
import warnings

import dagster as dg  # noqa: F401

if len(sys.argv) > 2:
    warnings.simplefilter("ignore")
    sys.path.insert(0, sys.argv[1])
    repository = importlib.import_module(sys.argv[2]).defs.get_repository_def()
    found = sum(1 for _ in repository.asset_graph.asset_nodes)
    assert found == int(sys.argv[3]), found
    assert repository.get_all_jobs()
