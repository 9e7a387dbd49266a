"""`python -m regauge_runtime step|pack|run|due|poll|…`: docs/contracts/step-protocol.md."""

from __future__ import annotations

import sys


def main(argv: list[str]) -> int:
    """Dispatches to a command, loading only what it needs."""
    command, rest = (argv[0], argv[1:]) if argv else ("", [])
    match command:
        case "step":
            from regauge_runtime import supervisor

            return supervisor.main(rest)
        case "pack":
            from regauge_runtime import pack

            return pack.main(rest)
        case "run":
            from regauge_runtime import local_runner

            return local_runner.main(rest)
        case "cronjob":
            from regauge_runtime import cron_job

            return cron_job.main(rest)
        case "due":
            from regauge_runtime import due

            return due.main(rest)
        case "poll":
            from regauge_runtime import poll

            return poll.main(rest)
        case "freshness":
            from regauge_runtime import freshness

            return freshness.main(rest)
        case "partitions":
            from regauge_runtime import dynamic_keys

            return dynamic_keys.main(rest)
        case "alert":
            from regauge_runtime import run_alerts

            return run_alerts.main(rest)
        case "service":
            from regauge_runtime.hooks import service_hooks

            return service_hooks.main(rest)
        case "pauses":
            from regauge_runtime import pauses

            return pauses.main(rest)
        case "records":
            from regauge_runtime import record_list

            return record_list.main(rest)
    sys.stderr.write(
        "usage: python -m regauge_runtime "
        "step|pack|run|cronjob|due|poll|freshness|alert|service|pauses|partitions|records --help\n"
    )
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
