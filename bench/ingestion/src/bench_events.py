"""The rows that are ingested: events as a source's JSON has them."""

from collections.abc import Iterator


def events(count: str) -> Iterator[list[dict[str, object]]]:
    """Yields so many events in pages of a thousand."""
    for page in range(int(count) // 1000):
        yield [
            {
                "id": number,
                "kind": ("view", "order", "return")[number % 3],
                "customer": f"c{number % 5000}",
                "amount": number % 977 / 10,
                "at": f"2025-01-{number % 28 + 1:02}T{number % 24:02}:00:00Z",
            }
            for number in range(page * 1000, page * 1000 + 1000)
        ]
