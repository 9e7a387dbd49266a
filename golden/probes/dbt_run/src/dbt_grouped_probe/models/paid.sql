select id, customer, cents from {{ ref('payments') }} where cents >= {{ var('worst') }}
