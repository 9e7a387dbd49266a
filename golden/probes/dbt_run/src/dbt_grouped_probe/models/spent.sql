select customer, sum(cents) as cents from {{ ref('paid') }} group by customer
