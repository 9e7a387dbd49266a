"""Drops files into a folder, and reads the one that a run is for."""

import os
from pathlib import Path

FOLDER = Path(os.environ.get("REGAUGE_DATA", ".")) / "file_sensor"


def drop(context):
    """Leave one more file, whole at once."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    number = len(list(FOLDER.glob("*.csv")))
    scratch = FOLDER / f".{number}"
    scratch.write_text(str(number), encoding="utf-8")
    scratch.rename(FOLDER / f"{number}.csv")


def read(context):
    """Return what stands in the file."""
    return [{"number": int((FOLDER / os.environ["REGAUGE_HIT"]).read_text(encoding="utf-8"))}]
