select 1 as id, 'a@example.com' as mail, current_timestamp as placed
