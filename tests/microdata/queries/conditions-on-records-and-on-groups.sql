SELECT 'RD_EXP' AS INDICATOR, area AS REF_AREA, year AS TIME_PERIOD, SUM(amount) AS OBS_VALUE, COUNT(*) AS OBS_COUNT
FROM records
WHERE year = 2023 AND day >= '2022-11-01' AND day < '2023-06-01' AND grade IS NOT NULL AND NOT size BETWEEN -100 AND 100
  AND area <> 'cn-sc' AND area NOT IN ('', 'CN-cq', 'CN-SC ', '成都') AND area IN ('CN-SC', 'CN-CQ')
GROUP BY area, year HAVING COUNT(*) > 10 AND SUM(amount) <> 0
