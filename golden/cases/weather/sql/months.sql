select
  strftime(day, '%Y-%m') as month,
  cast(count(*) as integer) as days,
  cast(sum(precipitation_mm) as decimal(10, 1)) as precipitation_mm,
  max(temp_max_c) as temp_max_c,
  min(temp_min_c) as temp_min_c,
  cast(count(*) filter (where weather in ('rain', 'drizzle')) as integer) as wet_days,
  cast(sum(anomaly_c) / count(anomaly_c) as decimal(6, 2)) as anomaly_c
from silver.days
group by all
