from regauge_runtime import Result


def both():
    return Result(adds={"dynamic_ticks_tenant": ["globex", "acme"]})


def one():
    return Result(adds={"dynamic_ticks_tenant": ["globex"]})
