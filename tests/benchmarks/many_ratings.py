"""A thousand ratings for each one: the same cells, filled a thousand times over, by SQL alone."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pysqlite3


def multiply(database: Path, times: int) -> int:
    """Make each published rating and its block `times` as many, with the roll-up to match; returns all ratings.

    The copies differ by the first four bytes of their keys. Nothing is durable while this runs.
    """
    with closing(pysqlite3.connect(database, isolation_level=None)) as connection:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        units = [unit for (unit,) in connection.execute("SELECT DISTINCT unit_id FROM block")]
        for unit in units:
            for statement in _COPIES:
                connection.execute(statement, {"unit": unit, "last": times - 1})
        connection.execute(f"UPDATE rollup SET {', '.join(f'{c} = {c} * {times}' for c in _COUNTS)}")
        connection.execute(f"UPDATE public_count SET drawn = drawn * {times}, published = published * {times}")
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("ANALYZE")
        return int(_value(connection, "SELECT count(*) FROM response"))


def differences(database: Path) -> int:
    """How many cells of the roll-up do not hold as many ratings as their blocks."""
    with closing(pysqlite3.connect(database)) as connection:
        return int(_value(connection, _DIFFERENCES))


def _value(connection: Any, statement: str) -> Any:
    return connection.execute(statement).fetchone()[0]


_COUNTS = ("blank", "n1", "n2", "n3", "n4")
_NUMBERS = "WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < :last) "
_KEY = "unhex(printf('%08x', k.i) || substr(hex({}), 9))"
_RESPONSES = f"""
    INSERT INTO response
    SELECT r.unit_id, {_KEY.format("r.id")}, r.service_id, survey_id, channel, source, month, ratings, choices, salt,
           nonce_hash, comment_commitment
    FROM k CROSS JOIN block_member m JOIN response r ON r.unit_id = m.unit_id AND r.id = m.response_id
    WHERE m.unit_id = :unit
"""
_BLOCKS = f"""
    INSERT INTO block
    SELECT unit_id, {_KEY.format("id")}, service_id, channel, survey_id, period, sign, kind, n, entry_id
    FROM k CROSS JOIN block WHERE unit_id = :unit
"""
_MEMBERS = f"""
    INSERT INTO block_member
    SELECT unit_id, {_KEY.format("block_id")}, {_KEY.format("response_id")}
    FROM k CROSS JOIN block_member WHERE unit_id = :unit
"""
_COPIES = tuple(_NUMBERS + statement for statement in (_RESPONSES, _BLOCKS, _MEMBERS))
_DIFFERENCES = """
    SELECT count(*) FROM
      (SELECT unit_id, period, service_id, channel, survey_id, kind, blank + n1 + n2 + n3 + n4 AS n FROM rollup) r
    LEFT JOIN
      (SELECT unit_id, period, service_id, channel, survey_id, kind, sum(sign * n) AS n FROM block
       GROUP BY unit_id, period, service_id, channel, survey_id, kind) b
    USING (unit_id, period, service_id, channel, survey_id, kind)
    WHERE b.n IS NOT r.n
"""
