"""A connector of the product: its stores of a country."""

from collections.abc import Iterator

STORES = {"de": ["Berlin", "Köln"], "fr": ["Lyon"]}


def validate_config(config: dict[str, str]) -> bool:
    """Tells whether the country is one that has stores."""
    return config.get("country") in STORES


def test_connection(config: dict[str, str]) -> bool:
    """Tells whether the source answers: this one always does."""
    return True


def get_schema(config: dict[str, str]) -> dict[str, str]:
    """Returns the columns and their types."""
    return {"id": "int", "city": "string"}


def fetch_data(config: dict[str, str]) -> Iterator[dict[str, object]]:
    """Yields the stores."""
    for number, city in enumerate(STORES[config["country"]], 1):
        yield {"id": number, "city": city}
