-- First contact resolution: of the tickets finished in the period for which the source says whether
-- the first contact solved them, the share that it did. Alerts and projects do not count.
-- kind: period
-- needs: first_contact
SELECT
    period,
    scope,
    count(*) FILTER (WHERE first_contact) AS numerator,
    count(first_contact) AS denominator,
    100.0 * numerator / nullif(denominator, 0) AS value,
    denominator AS n,
    count(*) - denominator AS excluded
FROM tickets JOIN periods ON finished_at >= starts_at AND finished_at < ends_at
WHERE coalesce(type, 'other') NOT IN ('alert', 'project')
    AND coalesce(queue_kind, 'other') NOT IN ('alert', 'noc', 'project')
GROUP BY period, scope
