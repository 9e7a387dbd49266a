select 'ada' as name
