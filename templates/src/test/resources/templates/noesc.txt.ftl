[=unfinished?no_esc]
