SELECT 'RD_EXP' AS INDICATOR, 'CN-SC' AS REF_AREA, year AS TIME_PERIOD, SUM(size) AS OBS_VALUE, COUNT(*) AS OBS_COUNT
FROM records WHERE LEFT(area, 2) = 'CN' AND SUBSTR(area, 4, 2) = 'SC' OR LOWER(area) = 'cn-cq' OR LEFT(area, 1) = '成'
GROUP BY year
