-- Unassigned working tickets: open, in no triage, alert or NOC queue, and nobody's.
-- kind: snapshot
-- needs: technician, queue_kind
SELECT
    period,
    scope,
    count(ticket) FILTER (
        WHERE technician IS NULL
            AND coalesce(queue_kind, 'other') NOT IN ('triage', 'alert', 'noc')
    ) AS numerator,
    NULL AS denominator,
    numerator AS value,
    count(ticket) AS n,
    0 AS excluded
FROM periods LEFT JOIN open_tickets USING (period)
GROUP BY period, scope
