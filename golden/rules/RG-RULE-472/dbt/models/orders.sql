select 1 as order_id, 'paid' as status
