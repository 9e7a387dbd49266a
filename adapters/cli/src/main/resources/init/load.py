"""Where the data come from: replace the rows by your own reading."""


def orders() -> list[dict[str, object]]:
    """Returns the orders; rows, a data frame or an Arrow table will do."""
    return [
        {"order_id": 1, "status": "open", "total": "10.00"},
        {"order_id": 2, "status": "draft", "total": "99.00"},
        {"order_id": 3, "status": "paid", "total": "25.50"},
    ]
