def told(trino_memory):
    """Return the rows of the last model, by a connection of the function's own."""
    cursor = trino_memory.connect().cursor()
    cursor.execute("select name, kind from kinds order by name")
    return [{"name": row[0], "kind": row[1]} for row in cursor.fetchall()]
