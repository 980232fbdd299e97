-- On-hold tickets past their date. Those on hold without a date are a fault of their own: they are
-- counted as excluded.
-- kind: snapshot
-- needs: due_at
SELECT
    period,
    scope,
    count(ticket) FILTER (
        WHERE family = 'on_hold' AND due_at < moment
    ) AS numerator,
    NULL AS denominator,
    numerator AS value,
    count(ticket) AS n,
    count(ticket) FILTER (WHERE family = 'on_hold' AND due_at IS NULL) AS excluded
FROM periods LEFT JOIN open_tickets USING (period)
GROUP BY period, scope
