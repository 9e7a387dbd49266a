select order_date, sum(order_total) as total from {{ source('silver', 'orders') }} group by order_date
