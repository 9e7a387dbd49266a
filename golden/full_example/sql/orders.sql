select order_id, customer_id, email, status, order_total, cast(updated_at as date) as order_date
from bronze.orders
where updated_at >= :partition_start and updated_at < :partition_end
