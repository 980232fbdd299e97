-- Work mix: the tickets opened in the period by class. The value is the share that has a class at
-- all; the mix itself stands beside it.
-- kind: period
-- needs: class
WITH classes AS (
    SELECT period, scope, class, count(*) AS tickets
    FROM tickets JOIN periods ON created_at >= starts_at AND created_at < ends_at
    GROUP BY period, scope, class
)
SELECT
    period,
    scope,
    coalesce(sum(tickets) FILTER (WHERE class IS NOT NULL), 0) AS numerator,
    sum(tickets) AS denominator,
    100.0 * numerator / nullif(denominator, 0) AS value,
    denominator AS n,
    denominator - numerator AS excluded,
    map_from_entries(list((coalesce(class, 'unclassified'), tickets) ORDER BY class)) AS classes
FROM classes
GROUP BY period, scope
