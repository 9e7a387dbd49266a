"""Many small functions."""


def orders():
    return [{"id": 1, "amount": 10, "country": "NZ"}]


def refunds():
    return [{"id": 1, "amount": 3}]


def countries():
    return [{"code": "NZ", "name": "New Zealand"}]


def is_open():
    return True


def totals():
    return [{"amount": 7}]


def names():
    return [{"name": "board"}]
