"""What watches a product: its rules by Prometheus itself, on series of every kind and on what runs really send."""

from __future__ import annotations

import json
import os
import re
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from regauge_engines.argo.kubectl import kubectl_program
from regauge_engines.cli import ROOT, generate, regauge
from regauge_engines.monitoring.tools import (
    Refused,
    groups_of_file,
    groups_of_object,
    prometheus_program,
    promtool,
    wrong_with_dashboard,
)
from regauge_engines.processes import PATIENCE, Server, free_port, wait_until

CASE = ROOT / "golden/cases/monitoring/expected"
TARGETS = ("airflow", "argo", "dagster")
RULES = CASE / "argo/monitoring/rules.yaml"
DASHBOARD = CASE / "argo/monitoring/dashboard.json"
MANIFEST = CASE / "argo/monitoring/prometheus-rule.yaml"
OF_RUN = '{product="watched",job_name="daily"'
OF_STEP = OF_RUN + ',asset="silver/weather"'
OF_SOURCE = '{product="watched",source="raw/weather"'
# A series by which each of the rules fires.
SERIES = {
    "RegaugeRunFailed": f'watched_runs_total{OF_RUN},status="failed"}}',
    "RegaugeStepFailed": f'watched_steps_total{OF_STEP},status="killed"}}',
    "RegaugeCheckFailed": f'watched_checks_total{OF_STEP},check="rows",status="error"}}',
    "RegaugeCheckWarned": f'watched_checks_total{OF_STEP},check="rows",status="warned"}}',
    "RegaugeIngestionError": f'watched_ingestion_errors_total{OF_SOURCE},category="TRANSIENT",code="HTTP_503"}}',
    "RegaugeIngestionRetried": f"watched_ingestion_retry_total{OF_SOURCE}}}",
    "RegaugeIngestionRowsFailed": f"watched_ingestion_rows_failed_total{OF_SOURCE}}}",
}
SILENT = (
    f'watched_runs_total{OF_RUN},status="success"}}',
    f'watched_steps_total{OF_STEP},status="skipped"}}',
    f'watched_checks_total{OF_STEP},check="rows",status="passed"}}',
    'watched_runs_total{product="another",job_name="daily",status="failed"}',
    'shop_runs_total{product="watched",job_name="daily",status="failed"}',
)
AT = 100
# A count in minute AT, by what becomes of a series in which nothing is counted: its value in each minute, _ for none.
NEWS = {
    "the first of all": "_ " * 100 + "1 " * 300,
    "one more": "3 " * 100 + "4 " * 300,
    "two more, after one that was long ago": "3 " * 10 + "4 " * 90 + "6 " * 300,
    "the sum is sent with each count": "3 " + "_ " * 99 + "4 " + "_ " * 300,
    "begun again with each count": "1 " + "_ " * 99 + "1 " + "_ " * 300,
    "begun again, and scraped for a while": "1 " * 6 + "stale " + "_ " * 93 + "1 " * 6 + "stale " + "_ " * 300,
    "begun again when its collector was": "7 " * 60 + "stale " + "_ " * 39 + "1 " * 300,
}


@pytest.mark.parametrize("target", TARGETS)
def test_prometheus_takes_the_rules(target: str) -> None:
    folder = CASE / target / "monitoring"
    said = promtool("check", "rules", "--lint=all", "--lint-fatal", folder / "rules.yaml")
    assert f"SUCCESS: {len(SERIES)} rules found" in said, said
    assert groups_of_object(folder / "prometheus-rule.yaml") == groups_of_file(RULES)
    assert {rule["alert"] for rule in _rules(RULES)} == set(SERIES)


@pytest.mark.parametrize(
    ("file", "said", "instead"),
    [
        (RULES, "last_over_time(", "last_over_times("),
        (RULES, 'keep_firing_for: "15m"', 'keep_firing_for: "15 minutes"'),
        (RULES, "{{ $labels.job_name }}", "{{ $labels.job_name"),
        (MANIFEST, "keep_firing_for:", "keepFiringFor:"),
        (MANIFEST, 'kind: "PrometheusRule"', 'kind: "PrometheusRules"'),
    ],
)
def test_rules_that_are_none_are_found(tmp_path: Path, file: Path, said: str, instead: str) -> None:
    text = file.read_text("utf-8")
    assert said in text
    broken = tmp_path / file.name
    broken.write_text(text.replace(said, instead, 1), "utf-8")
    with pytest.raises(Refused):
        groups_of_object(broken) if file is MANIFEST else promtool("check", "rules", broken)


@pytest.mark.parametrize("kind", NEWS)
def test_a_count_is_told_for_an_hour(tmp_path: Path, kind: str) -> None:
    every = set(SERIES)
    expected: dict[int, set[str]] = {AT - 1: set(), AT + 1: every, AT + 30: every, AT + 59: every, AT + 85: set()}
    _judge(tmp_path, dict.fromkeys(SERIES.values(), NEWS[kind]), expected)


def test_what_is_not_wrong_is_not_told(tmp_path: Path) -> None:
    _judge(tmp_path, dict.fromkeys(SILENT, NEWS["one more"]), {at: set() for at in (5, AT, AT + 1, AT + 30)})


def test_what_was_counted_long_ago_is_not_told(tmp_path: Path) -> None:
    _judge(tmp_path, dict.fromkeys(SERIES.values(), "4 " * 400), {at: set() for at in (85, 200, 400)})


def test_a_count_each_hour_is_told_all_the_time(tmp_path: Path) -> None:
    hourly = ("1 " + "_ " * 59) * 6
    told = {at: set(SERIES) for at in range(1, 300, 7)}
    _judge(tmp_path, dict.fromkeys(SERIES.values(), hourly), told)


def test_an_alert_says_whose_it_is(tmp_path: Path) -> None:
    labels = {"alertname": "RegaugeRunFailed", "job_name": "daily", "severity": "critical"}
    labels |= {"product": "watched", "owner": 'team:{{ sales }} "north"'}
    rule = next(rule for rule in _rules(RULES) if rule["alert"] == "RegaugeRunFailed")
    told = {name: text.replace("{{ $labels.job_name }}", "daily") for name, text in rule["annotations"].items()}
    one = {"eval_time": "110m", "alertname": "RegaugeRunFailed"}
    one |= {"exp_alerts": [{"exp_labels": labels, "exp_annotations": told}]}
    series = [{"series": SERIES["RegaugeRunFailed"], "values": NEWS["the first of all"].strip()}]
    _test(tmp_path, {"input_series": series, "alert_rule_test": [one]})


@pytest.mark.parametrize("target", TARGETS)
def test_grafana_takes_the_dashboard(target: str) -> None:
    text = (CASE / target / "monitoring/dashboard.json").read_text("utf-8")
    assert text == DASHBOARD.read_text("utf-8")
    assert wrong_with_dashboard(text) == []


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ('"gridPos"', '"grid"'),
        ('"schemaVersion": 41', '"schemaVersion": "41"'),
        ('"calcs": [],', ""),
        ('"fillOpacity"', '"opacity"'),
        ('"legendFormat"', '"legend"'),
    ],
)
def test_a_dashboard_that_is_none_is_found(said: str, instead: str) -> None:
    text = DASHBOARD.read_text("utf-8")
    assert said in text
    assert wrong_with_dashboard(text.replace(said, instead, 1)) != []


def test_panels_ask_for_what_is_sent_and_do_not_overlap(tmp_path: Path) -> None:
    panels = json.loads(DASHBOARD.read_text("utf-8"))["panels"]
    # As rules, which promtool reads.
    rules = [{"record": f"panel_{panel['id']}", "expr": _query(panel, "1h", "5m")} for panel in panels]
    (tmp_path / "rules.yaml").write_text(json.dumps({"groups": [{"name": "panels", "rules": rules}]}), "utf-8")
    assert f"SUCCESS: {len(panels)} rules found" in promtool("check", "rules", tmp_path / "rules.yaml")
    plan = json.loads((CASE / "argo/plan.json").read_text("utf-8"))
    asked = {name for rule in rules for name in re.findall(r"\bwatched_\w+(?=\{)", rule["expr"])}
    assert asked == {metric["name"] for metric in plan["telemetry"]["metrics"].values()}
    cells = [
        (x, y)
        for place in (panel["gridPos"] for panel in panels)
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(cells) == len(set(cells)) and max(x for x, _ in cells) == 23


@pytest.mark.parametrize(
    ("values", "counted"),
    [
        ("_ " * 100 + "2 " * 100, 2),
        ("3 " * 100 + "5 " * 100, 2),
        ("3 " * 200, 0),
        ("7 " * 100 + "stale " + "_ " * 9 + "4 " * 100, 4),
    ],
    ids=["the first of all", "two more", "none", "begun again"],
)
def test_a_panel_counts_what_was_counted_in_the_span_shown(tmp_path: Path, values: str, counted: int) -> None:
    panel = json.loads(DASHBOARD.read_text("utf-8"))["panels"][0]
    asked = {"expr": _query(panel, "1h", "5m"), "eval_time": "130m"}
    asked |= {"exp_samples": [{"labels": '{product="watched"}', "value": counted}]}
    series = [{"series": SILENT[0], "values": values.strip()}]
    _test(tmp_path, {"input_series": series, "promql_expr_test": [asked]})


def test_kustomize_makes_both_objects() -> None:
    command = [str(kubectl_program()), "kustomize", str(DASHBOARD.parent)]
    made = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert sorted(re.findall(r"^kind: (\w+)$", made, re.MULTILINE)) == ["ConfigMap", "PrometheusRule"]
    assert 'grafana_dashboard: "1"' in made and "name: sales-watched--dashboard\n" in made
    lines = "".join(f"    {line}\n" if line else "\n" for line in DASHBOARD.read_text("utf-8").splitlines())
    assert f"sales_watched.json: |\n{lines}" in made


@pytest.fixture
def prometheus(tmp_path: Path) -> Iterator[str]:
    """The address of a Prometheus with the rules of the product that is run, which takes counts by OTLP."""
    rules = generate(Path(__file__).parent / "monitoring", tmp_path / "bundles", "dagster")["dagster"] / "monitoring"
    settings = {"global": {"evaluation_interval": "1s"}, "rule_files": [str(rules / "rules.yaml")]}
    (tmp_path / "prometheus.yaml").write_text(json.dumps(settings), "utf-8")
    address = f"127.0.0.1:{free_port()}"
    server = Server(
        "prometheus",
        [
            str(prometheus_program()),
            f"--config.file={tmp_path / 'prometheus.yaml'}",
            f"--storage.tsdb.path={tmp_path / 'series'}",
            f"--web.listen-address={address}",
            "--web.enable-otlp-receiver",
            "--enable-feature=otlp-deltatocumulative",
        ],
        tmp_path / "prometheus.log",
    )
    server.start()
    try:
        server.wait_until_ready(lambda: _answer(f"http://{address}/-/ready") is not None)
        yield f"http://{address}"
    finally:
        server.stop()


def test_what_runs_send_makes_the_rules_fire(prometheus: str, tmp_path: Path) -> None:
    environment = {"OTEL_EXPORTER_OTLP_ENDPOINT": f"{prometheus}/api/v1/otlp", "REGAUGE_DATA": str(tmp_path / "data")}
    os.environ.update(environment)
    product = str(Path(__file__).parent / "monitoring")
    regauge("run", product, "--job", "well")
    wait_until(lambda: _values(prometheus, 'watched_runs_total{job_name="well"}') == [1], PATIENCE, "the count")
    assert _firing(prometheus) == set()
    for job in ("ill", "partial"):
        regauge("run", product, "--job", job, expect=8)
    wait_until(lambda: ("RegaugeRunFailed", "partial") in _firing(prometheus), PATIENCE, "what is told last")
    assert _firing(prometheus) == {
        ("RegaugeRunFailed", "ill"),
        ("RegaugeRunFailed", "partial"),
        ("RegaugeStepFailed", "ill/absent"),
        ("RegaugeStepFailed", "ill/partial"),
        ("RegaugeCheckFailed", "three"),
        ("RegaugeCheckWarned", "two"),
        ("RegaugeIngestionError", "ill/absent"),
        ("RegaugeIngestionError", "ill/partial"),
        ("RegaugeIngestionRetried", "ill/absent"),
        ("RegaugeIngestionRowsFailed", "ill/partial"),
    }
    panels = json.loads((tmp_path / "bundles/dagster/monitoring/dashboard.json").read_text("utf-8"))["panels"]
    shown = {panel["title"]: sum(_values(prometheus, _query(panel, "1h", "1h"))) for panel in panels}
    seconds = {title: value for title, value in shown.items() if title.startswith("Seconds")}
    assert len(seconds) == 2 and all(value > 0 for value in seconds.values()), shown
    assert {title: value for title, value in shown.items() if title not in seconds} == {
        "Runs that succeeded": 1,
        "Runs that failed": 2,
        "Attempts that failed": 3,
        "Rows written": 2,
        "Runs": 3,
        "Attempts of steps": 5,
        "Checks": 3,
        "Checks that failed": 2,
        "Errors of ingestions": 3,
        "Retries of ingestions": 1,
        "Rows that failed": 3,
    }


def _query(panel: dict[str, Any], span: str, bar: str) -> str:
    """Returns the query of a panel, as Grafana asks it of Prometheus."""
    (target,) = panel["targets"]
    return str(target["expr"]).replace("$__range", span).replace("$__interval", bar)


def _firing(prometheus: str) -> set[tuple[str, str]]:
    """Returns the alerts that fire, each with the narrowest thing that it is about."""
    found = set()
    for alert in _asked(prometheus, "alerts", {})["alerts"]:
        labels = alert["labels"]
        assert (labels["product"], labels["owner"]) == ("watched", "team:{{ sales }}")
        about = next(labels[name] for name in ("check", "source", "asset", "job_name") if name in labels)
        found.add((labels["alertname"], about))
    return found


def _values(prometheus: str, query: str) -> list[float]:
    return [float(one["value"][1]) for one in _asked(prometheus, "query", {"query": query})["result"]]


def _asked(prometheus: str, what: str, words: dict[str, str]) -> Any:
    answer = _answer(f"{prometheus}/api/v1/{what}?{urllib.parse.urlencode(words)}")
    return json.loads(answer)["data"]


def _answer(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return bytes(answer.read())


def _rules(file: Path) -> list[dict[str, Any]]:
    return [rule for group in groups_of_file(file) for rule in group["rules"]]


def _judge(folder: Path, series: dict[str, str], told: dict[int, set[str]]) -> None:
    """Holds that at each minute these alerts fire and no others, by promtool."""
    expected = [
        {
            "eval_time": f"{at}m",
            "expr": 'group by (alertname) (ALERTS{alertstate="firing"})',
            "exp_samples": [{"labels": f'{{alertname="{name}"}}', "value": 1} for name in sorted(names)],
        }
        for at, names in told.items()
    ]
    inputs = [{"series": name, "values": values.strip()} for name, values in series.items()]
    _test(folder, {"input_series": inputs, "promql_expr_test": expected})


def _test(folder: Path, test: dict[str, Any]) -> None:
    file = folder / "test.yaml"
    whole = {"rule_files": [str(RULES)], "evaluation_interval": "1m", "tests": [{"interval": "1m", **test}]}
    file.write_text(json.dumps(whole), "utf-8")
    promtool("test", "rules", file)
