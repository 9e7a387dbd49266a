[=nothing]
