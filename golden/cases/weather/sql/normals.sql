-- 2010 hour by hour, naive local times, in Fahrenheit; exact decimals, so that every engine gets the same digits.
select
  cast(month(hour) as integer) as month,
  cast(day(hour) as integer) as day,
  cast(round((sum(fahrenheit) / count(*) - 32) * 5 / 9, 2) as decimal(6, 2)) as normal_c,
  cast(count(*) as integer) as hours
from (
  select strptime("date", '%Y/%m/%d %H:%M') as hour, cast(temp as decimal(6, 1)) as fahrenheit
  from read_csv('data/seattle-temps.csv', header = true, all_varchar = true)
)
group by all
