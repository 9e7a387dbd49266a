select id, customer, cents / 100 as amount, :partition as day
from raw.orders
where cents >= :least
