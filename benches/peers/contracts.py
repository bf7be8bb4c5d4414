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
    rows = connection.execute(TURNOVER, {"files": f"{folder}/**/*.parquet"}).fetchall()
    sys.stdout.writelines(",".join(map(str, row)) + "\n" for row in rows)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
