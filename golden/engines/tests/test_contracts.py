"""The data contracts of output ports are what the Open Data Contract Standard says, by its own schemas and reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from regauge_engines.cli import ROOT, generate
from regauge_engines.contract_judge import VERSIONS, wrong

TARGETS = ("airflow", "argo", "dagster")


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return generate(ROOT / "golden/cases/contracts", tmp_path_factory.mktemp("bundles"), *TARGETS)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_contract_is_one_of_the_standard(bundles: dict[str, Path], version: str) -> None:
    contracts = sorted((bundles["dagster"] / "contracts").iterdir())
    assert [contract.name for contract in contracts] == ["months.odcs.yaml", "orders.odcs.yaml", "totals.odcs.yaml"]
    assert {contract.name: wrong(contract, version) for contract in contracts} == {
        contract.name: [] for contract in contracts
    }


def test_a_contract_is_the_same_on_every_target(bundles: dict[str, Path]) -> None:
    texts = {name: (bundle / "contracts/orders.odcs.yaml").read_text("utf-8") for name, bundle in bundles.items()}
    assert sorted(texts) == list(TARGETS)
    assert len(set(texts.values())) == 1


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ('logicalType: "integer"', 'logicalType: "long"'),
        ("mustBe: 0", "mustBe: 0\n            mustNotBe: 1"),
        ('dimension: "conformity"', 'dimension: "validity"'),
        ('kind: "DataContract"', 'kind: "Contract"'),
    ],
)
def test_a_contract_that_is_none_is_found(
    bundles: dict[str, Path], tmp_path: Path, version: str, said: str, instead: str
) -> None:
    text = (bundles["dagster"] / "contracts/orders.odcs.yaml").read_text("utf-8")
    assert said in text
    broken = tmp_path / "broken.odcs.yaml"
    broken.write_text(text.replace(said, instead, 1), encoding="utf-8")
    assert wrong(broken, version) != []
