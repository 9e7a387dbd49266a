-- {{ nowhere }} is replaced in comments too
select '{{partition}}' as day
     , '{{run_id}}' as run
