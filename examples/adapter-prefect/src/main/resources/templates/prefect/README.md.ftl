[#-- View: ReadmeView. Output: README.md. --]
# [=title] on Prefect

[=description]

This folder is made by regauge from the product `[=product]`. Change the product and generate again; do not edit here. It is
the same for all environments: what differs stands in `env/` and in variables.

## Run it here

```sh
sh make-env.sh                                     # venv/step: the environment of the steps; venv/user: yours, if you have a lock
python3 -m venv venv/prefect && venv/prefect/bin/pip install -r locks/prefect.txt
venv/prefect/bin/prefect server start --background # or PREFECT_API_URL of the one that you have
PYTHONPATH=src venv/prefect/bin/python -m [=packageName].serve
```

The last command serves the deployments: it starts their runs by their schedules, and those that somebody asks for:

```sh
venv/prefect/bin/prefect deployment run '[=example]'
```

## What is where

| Place | What |
|---|---|
| `src/[=packageName]/assets.py` | each asset as a task that materializes it ([=assetCount]) |
| `src/[=packageName]/jobs.py` | each job as a flow ([=jobCount]) |
| `src/[=packageName]/serve.py` | the deployments with their schedules |
| `src/[=packageName]/runs.py` | from runs and steps to Prefect's states |
| `src/[=packageName]/limits.py` | sets the global concurrency limits that are missing |
| `src/[=packageName]/[=stepModule].py` | runs a step as a process of its own |
| `plan.json`, `code/`, `wheels/`, `locks/step.txt`, `make-env.sh` | the product home: what a step needs |
| `locks/prefect.txt` | the engine's environment, pinned, for Python 3.11 and newer |

## Settings

| Variable | Meaning |
|---|---|
| `REGAUGE_ENV` | the environment; unset = none |
| `[=homeVariable]` | the product home, when it is neither `/[=home]` nor above the code |
| `PREFECT_API_URL` | the server; unset = one that Prefect starts for itself and that ends with the process |

## How it behaves

- Each asset is one step: one process in the steps' environment, with its checks, which are a table artifact of the task run.
- Retries: Prefect waits as the plan says, when the step's result says that it is tried again. A pool's slots are held by an
  attempt and not by a wait.
- A check that blocks fails its step, is not retried, and holds its partition back from every reader, in any run.
- A step that finds a blocked partition upstream ends as `Blocked`, one whose condition is not true as `Skipped`. The tasks after
  it do not start, and the run is green.
- A run is known by what caused it: its tick, its backfill, or its own id.
- A run of a job with partitions has the parameter `partition`, or `backfill` with a range `FIRST..LAST`; one that a schedule
  started takes what was complete at its instant. Of several keys each has a flow run of its own, oldest first.
- Schedules are on while nobody serves them: what was due meanwhile runs late.
[#list params as param]
- Parameter [=param]
[/#list]
