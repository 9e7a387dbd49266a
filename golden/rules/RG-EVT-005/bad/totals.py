def totals(:
    pass
