-- :comment /* :not */
select 'it''s :text' as a /* :no /* :nested */ :no */
     , "quoted :name" as b, $$ :dollar $$ as c, $q$ :tagged $q$ as d
where :partition_start is not null and :Partition is not null
