select
    run_id,
    arg_max(job_rid, event_time) as job_rid,
    max(parent_run_id) as parent_run_id,
    -- What ends a run counts, also when something of it was told at the same instant.
    arg_max(event_type, (event_type in ('COMPLETE', 'FAIL', 'ABORT'), event_time)) as state,
    min(event_time) as first_event_at,
    min(event_time) filter (where event_type = 'START') as started_at,
    max(event_time) filter (where event_type in ('COMPLETE', 'FAIL', 'ABORT')) as ended_at,
    count(*) as events
from of_lineage.events
where run_id is not null and error is null
group by run_id
