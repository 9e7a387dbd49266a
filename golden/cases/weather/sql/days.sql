select
  strptime(observed."date", '%Y/%m/%d')::date as day,
  cast(precipitation as decimal(6, 1)) as precipitation_mm,
  cast(temp_max as decimal(6, 1)) as temp_max_c,
  cast(temp_min as decimal(6, 1)) as temp_min_c,
  cast(wind as decimal(6, 1)) as wind_ms,
  weather,
  cast((cast(temp_max as decimal(6, 1)) + cast(temp_min as decimal(6, 1))) / 2 - normals.normal_c as decimal(6, 2)) as anomaly_c
from bronze.days as observed
left join reference.normals as normals
  on normals.month = month(strptime(observed."date", '%Y/%m/%d'))
  and normals.day = day(strptime(observed."date", '%Y/%m/%d'))
