"""DuckDB on the micro-data: turnover and number of contracts by province, year and field.

    contracts.py FOLDER [THREADS]    FOLDER holds Parquet, a folder a year (`year=2020/…`)
"""

import sys

import duckdb

TURNOVER = """
    SELECT province, year, field, sum(amount) AS turnover, count(*) AS contracts
    FROM read_parquet($files, hive_partitioning = true)
    GROUP BY province, year, field
    ORDER BY province, year, field
"""


def main(folder: str, threads: int = 2) -> None:
    connection = duckdb.connect(config={"threads": threads})
    for row in connection.execute(TURNOVER, {"files": f"{folder}/**/*.parquet"}).fetchall():
        print(*row, sep=",")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
