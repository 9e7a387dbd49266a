select 1 as part
