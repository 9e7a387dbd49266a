"""Another product, which keeps its tables in the same catalog: its steps are run from here, as its own runner would."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

CHECK = {
    "name": "positive", "onFail": "block", "threshold": 0.0, "warnThreshold": 0.0, "timeoutSeconds": 60,
    "enabled": True, "scope": "auto", "test": {"kind": "range", "column": "n", "min": 0},
}  # fmt: skip


def other(context):
    """Run the other product's step for the partition; what it came to is in its records, not in this one's."""
    home = Path.cwd().parent
    plan = json.loads((home / "plan.json").read_text("utf-8"))
    plan["product"] |= {"name": "crm", "identifier": "crm", "scope": f"crm_of_{context.product}"}
    table = {"name": "crm.days", "store": "lake", "storeKind": "catalog", "producer": "crm/days"}
    output = {"name": "days", "table": "crm.days", "write": "replace", "isAudited": True}
    asset = {
        "key": "crm/days", "identifier": "crm__days", "partitionSet": "cross_product_day", "codeVersion": "1",
        "run": {"kind": "python", "entrypoint": "cross_product_steps:figures"}, "outputs": [output], "checks": [CHECK],
    }  # fmt: skip
    plan |= {"tables": {"crm.days": table}, "assets": [asset], "jobs": [], "external": {}, "hooks": {}, "params": {}}
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder)
        (own / "plan.json").write_text(json.dumps(plan), "utf-8")
        for name in ("code", "env"):
            (own / name).symlink_to(home / name)
        variables = {name: value for name, value in os.environ.items() if name != "REGAUGE_TRACE"}
        if "REGAUGE_DATA" not in variables:
            variables["REGAUGE_DATA"] = str(context.data_dir)
        call = [
            sys.executable,
            "-m",
            "regauge_runtime",
            "step",
            "--home",
            folder,
            "--asset",
            "crm/days",
            "--job",
            "crm",
        ]
        call += ["--cause", f"manual:{context.run_key}", "--partition", context.partition]
        done = subprocess.run(call, env=variables, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 21):
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])


def figures(context):
    """Return a row that the check refuses on the third."""
    return [{"n": -1 if context.partition == "2025-01-03" else 1}]
