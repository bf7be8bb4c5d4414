-- Turnover by field, province and year.
SELECT
    'TURNOVER_' || field AS INDICATOR,
    province AS REF_AREA,
    year AS TIME_PERIOD,
    SUM(amount) AS OBS_VALUE,
    COUNT(*) AS OBS_COUNT
FROM records
GROUP BY field, province, year
