select order_id, amount, placed_at, status from orders
