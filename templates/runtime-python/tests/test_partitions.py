"""Keys and windows, with the days that break naive code (semantics 8, 9, 13)."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from regauge_runtime.partitions import StaticSet, TimeSet, format_instant, parse_instant, partition_set


def daily(
    zone: str, start: str = "2010-01-01", end: str | None = None, offset_seconds: int = 0, end_offset: int = 0
) -> TimeSet:
    plan = {"kind": "daily", "name": "day", "start": start, "timezone": zone}
    sets = partition_set(plan | {"offsetSeconds": offset_seconds, "endOffset": end_offset, "end": end})
    assert isinstance(sets, TimeSet)
    return sets


def utc(text: str) -> datetime:
    return parse_instant(text)


@pytest.mark.parametrize(
    ("zone", "key", "start", "end"),
    [
        ("UTC", "2024-02-29", "2024-02-29T00:00Z", "2024-03-01T00:00Z"),
        ("America/Los_Angeles", "2012-01-03", "2012-01-03T08:00Z", "2012-01-04T08:00Z"),
        ("Europe/Berlin", "2024-03-31", "2024-03-30T23:00Z", "2024-03-31T22:00Z"),  # 23 hours
        ("Europe/Berlin", "2024-10-27", "2024-10-26T22:00Z", "2024-10-27T23:00Z"),  # 25 hours
        ("Australia/Lord_Howe", "2024-04-07", "2024-04-06T13:00Z", "2024-04-07T13:30Z"),  # half an hour
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00Z", "2018-11-05T02:00Z"),  # no midnight
        ("Pacific/Apia", "2011-12-29", "2011-12-29T10:00Z", "2011-12-30T10:00Z"),
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00Z", "2011-12-31T10:00Z"),
    ],
)
def test_windows(zone: str, key: str, start: str, end: str) -> None:
    assert daily(zone).window(key) == (utc(start), utc(end))


def test_a_skipped_day_is_no_partition() -> None:
    apia = daily("Pacific/Apia")
    with pytest.raises(ValueError, match="no partition"):
        apia.window("2011-12-30")
    assert apia.range("2011-12-28", "2012-01-01") == ["2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"]
    assert apia.last_at(utc("2011-12-30T10:00Z")) == "2011-12-29"
    assert apia.last_at(utc("2011-12-31T09:59:59Z")) == "2011-12-29"
    assert apia.last_at(utc("2011-12-31T10:00Z")) == "2011-12-31"


@pytest.mark.parametrize(
    "zone", ["UTC", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia", "Europe/Berlin", "Asia/Kathmandu"]
)
def test_windows_follow_each_other_without_a_gap(zone: str) -> None:
    sets = daily(zone, "2011-01-01")
    keys = sets.range("2011-01-01", "2013-12-31")
    windows = [sets.window(key) for key in keys]
    assert all(left[1] == right[0] for left, right in itertools.pairwise(windows))
    assert all(start < end for start, end in windows)
    assert len(keys) == 1096 - (zone == "Pacific/Apia")


def test_last_at_agrees_with_the_windows_at_every_hour() -> None:
    sets = daily("America/Sao_Paulo", "2018-10-30", "2018-11-10")
    keys = sets.range("2018-10-30", "2018-11-09")
    instant = utc("2018-10-29T00:00Z")
    for _ in range(24 * 16):
        complete = [key for key in keys if sets.window(key)[1] <= instant]
        assert sets.last_at(instant) == (complete[-1] if complete else None)
        assert sets.keys_until(instant) == complete
        instant += timedelta(hours=1)


def test_a_monday_tick_takes_sunday() -> None:
    assert daily("UTC").last_at(utc("2024-03-04T06:00Z")) == "2024-03-03"
    assert daily("UTC").last_at(utc("2024-03-04T00:00Z")) == "2024-03-03"
    assert daily("UTC").last_at(utc("2024-03-03T23:59:59Z")) == "2024-03-02"


def test_offset_moves_the_begin_by_wall_clock() -> None:
    sets = daily("Europe/Berlin", offset_seconds=6 * 3600)
    assert sets.window("2024-03-31") == (utc("2024-03-31T04:00Z"), utc("2024-04-01T04:00Z"))
    assert sets.window("2024-03-30") == (utc("2024-03-30T05:00Z"), utc("2024-03-31T04:00Z"))
    assert sets.last_at(utc("2024-03-31T03:59Z")) == "2024-03-29"


def test_end_and_end_offset() -> None:
    closed = daily("UTC", "2024-01-01", "2024-01-04")
    assert closed.last_at(utc("2030-01-01T00:00Z")) == "2024-01-03"
    assert closed.last_at(utc("2024-01-01T12:00Z")) is None
    with pytest.raises(ValueError, match="before 2024-01-04"):
        closed.window("2024-01-04")
    assert daily("UTC", end_offset=1).last_at(utc("2024-03-04T06:00Z")) == "2024-03-04"
    assert daily("UTC", end_offset=-2).last_at(utc("2024-03-04T06:00Z")) == "2024-03-01"
    assert daily("UTC", "2024-01-01", "2024-01-04", end_offset=1).last_at(utc("2024-01-02T00:00Z")) == "2024-01-02"
    assert daily("UTC", "2024-01-01", "2024-01-04", end_offset=1).last_at(utc("2030-01-01T00:00Z")) == "2024-01-03"


@pytest.mark.parametrize("key", ["2024-1-3", "2024-02-30", "20240103", "", "2024-01-03\n", "x", "2009-12-31"])
def test_what_is_no_key(key: str) -> None:
    with pytest.raises(ValueError):
        daily("UTC").window(key)


def test_ranges_are_inclusive_and_in_order() -> None:
    sets = daily("UTC")
    assert sets.range("2024-02-28", "2024-03-01") == ["2024-02-28", "2024-02-29", "2024-03-01"]
    assert sets.range("2024-02-28", "2024-02-28") == ["2024-02-28"]
    with pytest.raises(ValueError, match="comes after"):
        sets.range("2024-03-01", "2024-02-28")


def test_static_values_keep_their_order() -> None:
    sets = partition_set({"kind": "static", "name": "region", "values": ["us", "eu", "apac"], "column": "region"})
    assert isinstance(sets, StaticSet)
    assert sets.range("us", "eu") == ["us", "eu"]
    assert sets.requested_at(utc("2024-01-01T00:00Z")) == ["us", "eu", "apac"]
    with pytest.raises(ValueError, match="no partition"):
        sets.window("mars")


def test_instants_need_an_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        parse_instant("2024-01-01T00:00:00")
    assert format_instant(datetime(2024, 1, 1, tzinfo=UTC)) == "2024-01-01T00:00:00Z"
