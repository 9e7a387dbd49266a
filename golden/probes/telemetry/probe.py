"""A receiver of OpenTelemetry hears of each run, its steps and their checks as one trace, and counts them."""

import time

from regauge_engines.loopback import Shared
from regauge_engines.otlp import OtlpServer
from regauge_engines.processes import PATIENCE, wait_until

_LISTENING = Shared(lambda: OtlpServer(18481))
# How long an engine may take to tell of a run: Dagster looks each half minute.
LOOK_SECONDS = 45
LABELS = ("job_name", "asset", "source", "category", "code", "table", "check", "status")


def act(engine):
    with _LISTENING() as server:
        # Started by the engine itself, of whose runs alone its sensors hear.
        for job in ("telemetry", "telemetry_broken"):
            engine.wait(engine.start(job))
        before = time.monotonic()

        def spans():
            return [span for span in server.spans if span.attributes["regauge.product"] == engine.variant]

        def is_over():
            told = [span for span in spans() if span.name.startswith("run telemetry")]
            return len(told) == 2 or time.monotonic() > before + LOOK_SECONDS

        wait_until(is_over, PATIENCE, "what is told of the runs", pause=1)
        time.sleep(3)  # whatever would be told twice
        counts = [count for count in server.counts if count.resource["service.name"] == engine.variant]
        return {"spans": spans(), "counts": counts, "refused": server.refused, "engine": engine.engine}


def effect(seen):
    assert seen.notes["spans"] and seen.notes["refused"] == [], seen.notes
    of_job = {}
    for span in seen.notes["spans"]:
        if span.attributes["regauge.job"].startswith("telemetry"):  # not of the other probes' jobs
            of_job.setdefault(span.attributes["regauge.job"], []).append(span)
    well, broken = of_job["telemetry"], of_job["telemetry_broken"]
    assert _edges(well) == {
        ("run telemetry", None), ("step telemetry/made", "run telemetry"), ("step telemetry/read", "run telemetry"),
        ("check some", "step telemetry/made"), ("check more", "step telemetry/made"),
    }, _edges(well)  # fmt: skip
    assert len(well) == 5 and len({span.trace_id for span in well}) == 1, well
    assert _edges(broken) == {("run telemetry_broken", None), ("step telemetry/broken", "run telemetry_broken")}
    assert sorted(span.attributes.get("regauge.attempt", 0) for span in broken) == [0, 1, 2], broken
    assert all(span.error for span in broken) and not [span for span in well if span.error], [well, broken]
    assert len({span.trace_id for span in (*well, *broken)}) == 2
    assert {span.resource["regauge.engine"] for span in (*well, *broken)} == {seen.notes["engine"]}, well
    run = next(span for span in well if span.name == "run telemetry")
    for span in well:
        # An engine knows a run's begin and end to the second.
        assert run.start <= span.start + 10**9 and span.end <= run.end + 10**9, (run, span)
    made = next(span for span in well if span.name == "step telemetry/made")
    rows = seen.rows("telemetry.read")
    assert rows == [{"traceparent": f"00-{made.trace_id}-{made.span_id}-01"}], rows
    counted = {}
    for count in seen.notes["counts"]:
        asset = count.labels.get("asset") or count.labels.get("source") or "telemetry/"
        if asset.startswith("telemetry/") and count.labels.get("job_name", "telemetry").startswith("telemetry"):
            labels = tuple(count.labels[name] for name in LABELS if name in count.labels)
            key = (count.name.removeprefix("probes_"), *labels)
            counted[key] = counted.get(key, 0) + count.value
    whole = {key: value for key, value in counted.items() if not key[0].endswith("seconds_total")}
    assert whole == {
        ("runs_total", "telemetry", "success"): 1,
        ("runs_total", "telemetry_broken", "failed"): 1,
        ("steps_total", "telemetry", "telemetry/made", "success"): 1,
        ("steps_total", "telemetry", "telemetry/read", "success"): 1,
        ("steps_total", "telemetry_broken", "telemetry/broken", "failed"): 2,
        ("rows_total", "telemetry", "telemetry/made", "telemetry.made"): 1,
        ("rows_total", "telemetry", "telemetry/read", "telemetry.read"): 1,
        ("checks_total", "telemetry", "telemetry/made", "some", "passed"): 1,
        ("checks_total", "telemetry", "telemetry/made", "more", "warned"): 1,
        ("ingestion_errors_total", "telemetry/broken", "TRANSIENT", "HTTP_503"): 2,
        ("ingestion_retry_total", "telemetry/broken"): 1,
    }, whole
    return {"traces": 2, "spans": len(well) + len(broken)}


def instead(seen):
    assert (seen.notes["spans"], seen.notes["counts"]) == ([], []), seen.notes
    assert seen.rows("telemetry.read") == [{"traceparent": "none"}], seen.rows("telemetry.read")


def _edges(spans):
    names = {span.span_id: span.name for span in spans}
    return {(span.name, names.get(span.parent, span.parent)) for span in spans}
