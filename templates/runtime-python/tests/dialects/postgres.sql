-- not_null, count
SELECT COUNT(*) FILTER(WHERE "mail" IS NULL OR "total" IS NULL) AS failed, COUNT(*) AS total FROM "a"."t";
-- not_null, offenders
SELECT * FROM "a"."t" WHERE ("mail" IS NULL OR "total" IS NULL);
-- range, count
SELECT COUNT(*) FILTER(WHERE "total" < 0 OR "total" > 9.5) AS failed, COUNT(*) AS total FROM "a"."t";
-- range, offenders
SELECT * FROM "a"."t" WHERE ("total" < 0 OR "total" > 9.5);
-- range_of_days, count
SELECT COUNT(*) FILTER(WHERE "day" < CAST('2024-01-02' AS DATE)) AS failed, COUNT(*) AS total FROM "a"."t";
-- range_of_days, offenders
SELECT * FROM "a"."t" WHERE ("day" < CAST('2024-01-02' AS DATE));
-- accepted_values, count
SELECT COUNT(*) FILTER(WHERE NOT "state" IN ('open', 'it''s', 'a\b')) AS failed, COUNT(*) AS total FROM "a"."t";
-- accepted_values, offenders
SELECT * FROM "a"."t" WHERE (NOT "state" IN ('open', 'it''s', 'a\b'));
-- pattern, count
SELECT COUNT(*) FILTER(WHERE NOT "mail" ~ '^[a-z.]+@x\.o') AS failed, COUNT(*) AS total FROM "a"."t";
-- pattern, offenders
SELECT * FROM "a"."t" WHERE (NOT "mail" ~ '^[a-z.]+@x\.o');
-- pattern_of_a_part, count
SELECT COUNT(*) FILTER(WHERE NOT "mail" ~ '@') AS failed, COUNT(*) AS total FROM "a"."t";
-- pattern_of_a_part, offenders
SELECT * FROM "a"."t" WHERE (NOT "mail" ~ '@');
-- pattern_in_any_case, count
SELECT COUNT(*) FILTER(WHERE NOT "mail" ~* '@x\.org$') AS failed, COUNT(*) AS total FROM "a"."t";
-- pattern_in_any_case, offenders
SELECT * FROM "a"."t" WHERE (NOT "mail" ~* '@x\.org$');
-- expression, count
SELECT COUNT(*) FILTER(WHERE NOT (total >= 0 OR state = '2024-01-01' /* at all */)) AS failed, COUNT(*) AS total FROM "a"."t";
-- expression, offenders
SELECT * FROM "a"."t" WHERE (NOT (total >= 0 OR state = '2024-01-01' /* at all */));
-- unique, count
SELECT COALESCE(SUM(rows_with_it - 1), 0) AS failed, COALESCE(SUM(rows_with_it), 0) AS total FROM (SELECT "id", "state", COUNT(*) AS rows_with_it FROM "a"."t" GROUP BY "id", "state") AS groups;
-- unique, offenders
SELECT "id", "state", COUNT(*) AS rows_with_it FROM "a"."t" GROUP BY "id", "state" HAVING COUNT(*) > 1 ORDER BY "id", "state";
-- row_count, count
SELECT CASE WHEN COUNT(*) < 1 OR COUNT(*) > 3 THEN 1 ELSE 0 END AS failed, COUNT(*) AS total FROM "a"."t";
-- row_count, offenders
SELECT COUNT(*) AS row_count FROM "a"."t" HAVING COUNT(*) < 1 OR COUNT(*) > 3;
-- freshness, count
SELECT CASE WHEN MAX("placed") IS NULL OR MAX("placed") < CAST('2024-01-02 03:04:00.000600+00:00' AS TIMESTAMPTZ) THEN 1 ELSE 0 END AS failed, COUNT(*) AS total FROM "a"."t";
-- freshness, offenders
SELECT MAX("placed") AS newest, CAST('2024-01-02 03:04:00.000600+00:00' AS TIMESTAMPTZ) AS oldest_allowed FROM "a"."t" HAVING MAX("placed") IS NULL OR MAX("placed") < CAST('2024-01-02 03:04:00.000600+00:00' AS TIMESTAMPTZ);
-- freshness_local, count
SELECT CASE WHEN MAX("local") IS NULL OR MAX("local") < CAST('2024-01-02 03:04:00.000600' AS TIMESTAMP) THEN 1 ELSE 0 END AS failed, COUNT(*) AS total FROM "a"."t";
-- freshness_local, offenders
SELECT MAX("local") AS newest, CAST('2024-01-02 03:04:00.000600' AS TIMESTAMP) AS oldest_allowed FROM "a"."t" HAVING MAX("local") IS NULL OR MAX("local") < CAST('2024-01-02 03:04:00.000600' AS TIMESTAMP);
-- freshness_of_days, count
SELECT CASE WHEN MAX("day") IS NULL OR MAX("day") < CAST('2024-01-01' AS DATE) THEN 1 ELSE 0 END AS failed, COUNT(*) AS total FROM "a"."t";
-- freshness_of_days, offenders
SELECT MAX("day") AS newest, CAST('2024-01-01' AS DATE) AS oldest_allowed FROM "a"."t" HAVING MAX("day") IS NULL OR MAX("day") < CAST('2024-01-01' AS DATE);
-- relationships, count
SELECT COUNT(*) FILTER(WHERE NOT ours."customer" IS NULL AND theirs.known IS NULL) AS failed, COUNT(*) AS total FROM (SELECT * FROM "a"."t") AS ours LEFT JOIN (SELECT DISTINCT "id" AS known FROM "a"."src" WHERE ("day" IS NULL OR "day" < CAST('2030-01-01' AS DATE))) AS theirs ON ours."customer" = theirs.known;
-- relationships, offenders
SELECT ours.* FROM (SELECT * FROM "a"."t") AS ours LEFT JOIN (SELECT DISTINCT "id" AS known FROM "a"."src" WHERE ("day" IS NULL OR "day" < CAST('2030-01-01' AS DATE))) AS theirs ON ours."customer" = theirs.known WHERE NOT ours."customer" IS NULL AND theirs.known IS NULL;
-- row_count_parity, count
SELECT CASE WHEN ABS(our_rows - their_rows) > GREATEST(0.1 * ABS(their_rows), 0) THEN 1 ELSE 0 END AS failed, our_rows AS total FROM (SELECT COUNT(*) AS our_rows FROM "a"."t" WHERE (state = 'open')) AS ours CROSS JOIN (SELECT COUNT(*) AS their_rows FROM "a"."src" WHERE (state = 'open') AND ("day" IS NULL OR "day" < CAST('2030-01-01' AS DATE))) AS theirs;
-- row_count_parity, offenders
SELECT our_rows, their_rows FROM (SELECT COUNT(*) AS our_rows FROM "a"."t" WHERE (state = 'open')) AS ours CROSS JOIN (SELECT COUNT(*) AS their_rows FROM "a"."src" WHERE (state = 'open') AND ("day" IS NULL OR "day" < CAST('2030-01-01' AS DATE))) AS theirs WHERE ABS(our_rows - their_rows) > GREATEST(0.1 * ABS(their_rows), 0);
-- as_many_rows, count
SELECT CASE WHEN our_rows < their_rows - GREATEST(0.0 * ABS(their_rows), 1) THEN 1 ELSE 0 END AS failed, our_rows AS total FROM (SELECT COUNT(*) AS our_rows FROM "a"."t") AS ours CROSS JOIN (SELECT COUNT(*) AS their_rows FROM "a"."src" WHERE ("day" IS NULL OR "day" < CAST('2030-01-01' AS DATE))) AS theirs;
-- as_many_rows, offenders
SELECT our_rows, their_rows FROM (SELECT COUNT(*) AS our_rows FROM "a"."t") AS ours CROSS JOIN (SELECT COUNT(*) AS their_rows FROM "a"."src" WHERE ("day" IS NULL OR "day" < CAST('2030-01-01' AS DATE))) AS theirs WHERE our_rows < their_rows - GREATEST(0.0 * ABS(their_rows), 1);
-- aggregate_parity, count
SELECT COUNT(*) FILTER(WHERE our_rows = 0 OR their_rows = 0 OR (our_total IS NULL) <> (their_total IS NULL) OR ABS(our_total - their_total) > GREATEST(0.1 * ABS(their_total), 0) OR (our_state IS NULL) <> (their_state IS NULL) OR our_state <> their_state) AS failed, COUNT(*) AS total FROM (SELECT "customer", MAX(our_total) AS our_total, MAX(their_total) AS their_total, MAX(our_state) AS our_state, MAX(their_state) AS their_state, SUM(our_rows) AS our_rows, SUM(their_rows) AS their_rows FROM (SELECT "customer", SUM("total") AS our_total, NULL AS their_total, MAX("state") AS our_state, NULL AS their_state, COUNT(*) AS our_rows, 0 AS their_rows FROM "a"."t" GROUP BY "customer" UNION ALL SELECT "customer", NULL AS our_total, SUM(total) AS their_total, NULL AS our_state, MAX(state) AS their_state, 0 AS our_rows, COUNT(*) AS their_rows FROM "a"."src" WHERE ("day" IS NULL OR "day" < CAST('2030-01-01' AS DATE)) GROUP BY "customer") AS sides GROUP BY "customer") AS pairs;
-- aggregate_parity, offenders
SELECT * FROM (SELECT "customer", MAX(our_total) AS our_total, MAX(their_total) AS their_total, MAX(our_state) AS our_state, MAX(their_state) AS their_state, SUM(our_rows) AS our_rows, SUM(their_rows) AS their_rows FROM (SELECT "customer", SUM("total") AS our_total, NULL AS their_total, MAX("state") AS our_state, NULL AS their_state, COUNT(*) AS our_rows, 0 AS their_rows FROM "a"."t" GROUP BY "customer" UNION ALL SELECT "customer", NULL AS our_total, SUM(total) AS their_total, NULL AS our_state, MAX(state) AS their_state, 0 AS our_rows, COUNT(*) AS their_rows FROM "a"."src" WHERE ("day" IS NULL OR "day" < CAST('2030-01-01' AS DATE)) GROUP BY "customer") AS sides GROUP BY "customer") AS pairs WHERE our_rows = 0 OR their_rows = 0 OR (our_total IS NULL) <> (their_total IS NULL) OR ABS(our_total - their_total) > GREATEST(0.1 * ABS(their_total), 0) OR (our_state IS NULL) <> (their_state IS NULL) OR our_state <> their_state ORDER BY "customer";
-- key_parity, count
SELECT COUNT(*) FILTER(WHERE our_rows = 0 OR their_rows = 0) AS failed, COUNT(*) AS total FROM (SELECT "id", "state", SUM(our_rows) AS our_rows, SUM(their_rows) AS their_rows FROM (SELECT "id", "state", COUNT(*) AS our_rows, 0 AS their_rows FROM "a"."t" GROUP BY "id", "state" UNION ALL SELECT "id", "state", 0 AS our_rows, COUNT(*) AS their_rows FROM "a"."src" WHERE ("day" IS NULL OR "day" < CAST('2030-01-01' AS DATE)) GROUP BY "id", "state") AS sides GROUP BY "id", "state") AS pairs;
-- key_parity, offenders
SELECT * FROM (SELECT "id", "state", SUM(our_rows) AS our_rows, SUM(their_rows) AS their_rows FROM (SELECT "id", "state", COUNT(*) AS our_rows, 0 AS their_rows FROM "a"."t" GROUP BY "id", "state" UNION ALL SELECT "id", "state", 0 AS our_rows, COUNT(*) AS their_rows FROM "a"."src" WHERE ("day" IS NULL OR "day" < CAST('2030-01-01' AS DATE)) GROUP BY "id", "state") AS sides GROUP BY "id", "state") AS pairs WHERE our_rows = 0 OR their_rows = 0 ORDER BY "id", "state";
-- checksum_parity, count
SELECT COUNT(*) AS failed FROM (SELECT * FROM "a"."t") AS ours FULL JOIN (SELECT * FROM "a"."src" WHERE ("day" IS NULL OR "day" < CAST('2030-01-01' AS DATE))) AS theirs ON ours."id" = theirs."id" WHERE ours."id" IS NULL OR theirs."id" IS NULL OR ours."mail" IS DISTINCT FROM theirs."mail" OR ROUND(CAST(ours."total" AS DECIMAL(38, 6)), 6) IS DISTINCT FROM ROUND(CAST(theirs."total" AS DECIMAL(38, 6)), 6) OR ours."placed" IS DISTINCT FROM theirs."placed";
-- checksum_parity, offenders
SELECT ours."id" AS "our_id", theirs."id" AS "their_id", ours."mail" AS "our_mail", theirs."mail" AS "their_mail", ours."total" AS "our_total", theirs."total" AS "their_total", ours."placed" AS "our_placed", theirs."placed" AS "their_placed" FROM (SELECT * FROM "a"."t") AS ours FULL JOIN (SELECT * FROM "a"."src" WHERE ("day" IS NULL OR "day" < CAST('2030-01-01' AS DATE))) AS theirs ON ours."id" = theirs."id" WHERE ours."id" IS NULL OR theirs."id" IS NULL OR ours."mail" IS DISTINCT FROM theirs."mail" OR ROUND(CAST(ours."total" AS DECIMAL(38, 6)), 6) IS DISTINCT FROM ROUND(CAST(theirs."total" AS DECIMAL(38, 6)), 6) OR ours."placed" IS DISTINCT FROM theirs."placed";
