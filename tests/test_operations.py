"""What docs/operations.md tells operators is complete."""

import re
from pathlib import Path

import pytest
from prometheus_client.metrics import MetricWrapperBase

from shared import metrics

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/operations.md").read_text()
METRICS = [each for each in vars(metrics).values() if isinstance(each, MetricWrapperBase)]
TOLD = [ROOT / "docker-compose.yml", ROOT / ".env.example", ROOT / "shared/settings.py"]


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.describe()[0].name)
def test_every_metric_has_a_line_that_says_what_to_do(metric):
    (line,) = re.findall(rf"^\| `{metric.describe()[0].name}` \|.*\|$", PAGE, re.MULTILINE)

    assert all(cell.strip() for cell in line.strip("|").split("|"))


def test_no_line_is_about_a_metric_that_is_gone():
    told = re.findall(r"^\| `(ketnap_\w+)` \|", PAGE, re.MULTILINE)

    assert sorted(told) == sorted(metric.describe()[0].name for metric in METRICS)


@pytest.mark.parametrize("file", TOLD, ids=lambda file: file.name)
def test_every_variable_is_explained(file):
    named = set(re.findall(r"KETNAP_[A-Z_]+[A-Z]", file.read_text()))

    assert sorted(name for name in named if f"`{name}`" not in PAGE) == []
