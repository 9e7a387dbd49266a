with told as (
    select event_id, event_time, run_id, job_rid, payload::json as event
    from of_lineage.events
    where error is null
),
named as (
    select * exclude (event), 'input' as direction, unnest(json_extract(event, '$.inputs[*]')) as dataset from told
    union all
    select * exclude (event), 'output' as direction, unnest(json_extract(event, '$.outputs[*]')) as dataset from told
)
select distinct
    event_id, event_time, run_id, job_rid, direction,
    concat(dataset ->> '$.namespace', '/', dataset ->> '$.name') as dataset_rid
from named
