select o.order_id, o.customer_id, o.ordered_on, o.status, cast(coalesce(sum(p.amount), 0) as decimal(18, 2)) as amount
from {{ ref('stg_orders') }} as o
left join {{ ref('stg_payments') }} as p using (order_id)
group by all
