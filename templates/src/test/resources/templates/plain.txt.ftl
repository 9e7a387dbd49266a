[=unfinished]
