-- New tickets waiting for triage: open, still new, in a triage queue.
-- kind: snapshot
-- needs: triage
SELECT
    period,
    scope,
    count(ticket) FILTER (
        WHERE family = 'new' AND queue_kind = 'triage'
    ) AS numerator,
    NULL AS denominator,
    numerator AS value,
    count(ticket) AS n,
    0 AS excluded,
    max(moment_s - created_s) FILTER (
        WHERE family = 'new' AND queue_kind = 'triage'
    ) / 60 AS oldest_minutes
FROM periods LEFT JOIN open_tickets USING (period)
GROUP BY period, scope
