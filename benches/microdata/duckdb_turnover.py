"""The same turnover by DuckDB: duckdb_turnover.py FOLDER, with two threads."""

import sys

import duckdb

folder = sys.argv[1]
connection = duckdb.connect(config={"threads": 2})
rows = connection.execute(
    f"""
    SELECT 'TURNOVER_' || field, province, year, SUM(amount), COUNT(*)
    FROM read_parquet('{folder}/contracts/*/*.parquet', hive_partitioning = true)
    GROUP BY field, province, year
    """
).fetchall()
for line in sorted(",".join(str(value) for value in row) for row in rows):
    print(line)
