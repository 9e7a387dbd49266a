select name, typeof(1) as kind from {{ ref('people') }}
