select 2 as id, 'b@example.com' as mail, current_timestamp as placed
