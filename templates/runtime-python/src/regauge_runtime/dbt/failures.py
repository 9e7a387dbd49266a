"""What dbt's messages mean for a step (semantics 16, 18); standard library only.

The first line that fits decides; what none names may go well another time.

| in the message                                              | category and code                  |
|-------------------------------------------------------------|------------------------------------|
| Env var required                                            | CONFIGURATION `ENV_VAR`            |
| dbt_packages, `dbt deps`; Could not find profile; no dbt    | CONFIGURATION `DBT_PROJECT`        |
| Compilation Error, Parsing Error, a wrong project           | PERMANENT `DBT_COMPILATION`        |
| who logs in is not let in                                   | PERMANENT `DBT_REFUSED`            |
| a division by zero, a value that is none, in a warehouse    | VALIDATION `DBT_DATA`              |
| a query that a warehouse does not take                      | PERMANENT `DBT_SQL`                |
| Out of Memory, no space                                     | RESOURCE `RESOURCE`                |
| a contract or constraint, Conversion, Out of Range          | VALIDATION `DBT_DATA`              |
| HTTP, IO, Connection                                        | TRANSIENT `DBT_IO`                 |
| Parser, Binder, Catalog, Syntax Error of the database       | PERMANENT `DBT_SQL`                |
"""

from __future__ import annotations

import re

from regauge_runtime.errors import Configuration, Permanent, Resource, StepError, Transient, Validation

_TABLE: tuple[tuple[str, type[StepError], str], ...] = (
    (r"Env var required but not provided", Configuration, "ENV_VAR"),
    (r"dbt deps|Could not find profile|No dbt_project\.yml|Could not find adapter", Configuration, "DBT_PROJECT"),
    (r"Compilation Error|Parsing Error|YAML|Project loading failed|Duplicate", Permanent, "DBT_COMPILATION"),
    (r"Incorrect username or password|invalid_grant|Access Denied|Invalid access token", Permanent, "DBT_REFUSED"),
    (r"\[(?:DIVIDE_BY_ZERO|CAST_INVALID_INPUT|ARITHMETIC_OVERFLOW)", Validation, "DBT_DATA"),
    (
        r"[Dd]ivision by zero|value .* is not recognized|Bad \w+ value|out of representable range",
        Validation,
        "DBT_DATA",
    ),
    (r"SQL compilation error|\[(?:PARSE_SYNTAX_ERROR|TABLE_OR_VIEW_NOT_FOUND|UNRESOLVED_)", Permanent, "DBT_SQL"),
    (r"Syntax error: |Unrecognized name: |Not found: (?:Table|Dataset)", Permanent, "DBT_SQL"),
    (r"Out of Memory|OutOfMemory|No space left", Resource, "RESOURCE"),
    (r"contract|Constraint Error|Conversion Error|Out of Range Error|Invalid Input Error", Validation, "DBT_DATA"),
    (r"type=USER_ERROR, name=(?:DIVISION_BY_ZERO|INVALID_CAST_ARGUMENT|NUMERIC_VALUE)", Validation, "DBT_DATA"),
    (r"TrinoUserError|type=USER_ERROR", Permanent, "DBT_SQL"),
    (r"TrinoConnectionError|Failed to connect|HTTP|IO Error|Connection|timed out", Transient, "DBT_IO"),
    (r"Parser Error|Binder Error|Catalog Error|Syntax Error|Not implemented Error", Permanent, "DBT_SQL"),
)


def dbt_error(message: str, what: str) -> StepError:
    """Returns the failure that a message of dbt's means; `what` says whose it is."""
    text = f"{what}: {' '.join(message.split())}"[:2000]
    for pattern, kind, code in _TABLE:
        if re.search(pattern, message):
            return kind(text, code=code)
    return Transient(text, code="DBT")
