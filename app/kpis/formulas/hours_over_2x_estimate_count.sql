-- Effort overrun: open tickets with an estimate whose worked hours are more than twice it (the
-- map's estimate_factor). Tickets without an estimate cannot be judged: they count as excluded.
-- kind: snapshot
-- needs: estimated_h, worked_h
SELECT
    period,
    scope,
    count(ticket) FILTER (
        WHERE estimated_h > 0 AND worked_h > $estimate_factor * estimated_h
    ) AS numerator,
    NULL AS denominator,
    numerator AS value,
    count(ticket) AS n,
    n - count(ticket) FILTER (WHERE estimated_h > 0) AS excluded,
    100.0 * (n - excluded) / nullif(n, 0) AS coverage_pct
FROM periods LEFT JOIN open_tickets USING (period)
GROUP BY period, scope
