"""Finds where Python code uses the two buses: which topics it sends to and reads, and which brokers it names.

Standard library only, for any python3 runs it; what it reads is parsed and never run. It takes JSON on its standard
input, `{"files": [{"path", "module", "bytes"}]}` with the bytes in base64, and prints

    {"python": "3.12", "uses": [...], "places": [...], "unseen": [...]}

where each entry has a `file`, `line`, `column` and `length` in code points, from 1 on:

- a use: `kind` send, read or consume (a durable consumer of a stream), `bus` data, control or "" (not known), `name`,
  the `group` or "", and `call`, the place of the call when the name is written elsewhere;
- a place: a broker's address or a credential (`isSecret`) that is written in the code;
- unseen: why nobody can tell which topics the code here uses.
"""

from __future__ import annotations

import base64
import json
import sys
from typing import Any

from modules import Module
from reader import Reader


def main() -> None:
    """Reads the files of the standard input, and prints what is found."""
    asked = json.load(sys.stdin)
    modules: list[Module] = []
    unread: list[dict[str, Any]] = []
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    for one in asked["files"]:
        place = {"file": one["path"], "line": 1, "column": 1, "length": 1}
        try:
            text = base64.b64decode(one["bytes"]).decode("utf-8-sig")
            modules.append(Module(one["path"], one["module"], text))
        except SyntaxError as e:
            place.update(line=e.lineno or 1, column=e.offset or 1)
            unread.append({**place, "why": f"Python {version} does not read this: {e.msg}"})
        except UnicodeDecodeError:
            unread.append({**place, "why": "it is not UTF-8 text"})
        except (RecursionError, ValueError) as e:
            unread.append({**place, "why": f"Python {version} does not read this: {e}"})
    reader = Reader(modules)
    reader.read()
    json.dump(
        {"python": version, "uses": reader.uses, "places": reader.places, "unseen": unread + reader.unseen}, sys.stdout
    )


if __name__ == "__main__":
    main()
