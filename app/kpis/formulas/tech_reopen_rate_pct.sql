-- Reopen rate: of the tickets completed in the period, the share that was opened again within the
-- reopen window. A ticket counts once, for whoever completed it.
-- kind: period
-- needs: events
SELECT
    period,
    scope,
    count(DISTINCT ticket) FILTER (
        WHERE $reopen_days IS NULL AND reopened_at IS NOT NULL
            OR reopened_at - completed_at <= to_days($reopen_days)
    ) AS numerator,
    count(DISTINCT ticket) AS denominator,
    100.0 * numerator / nullif(denominator, 0) AS value,
    denominator AS n,
    0 AS excluded,
    -- Their window is still open, so the rate may rise.
    count(DISTINCT ticket) FILTER (
        WHERE reopened_at IS NULL AND completed_at + to_days($reopen_days) > $observed_at
    ) AS provisional
FROM completions JOIN periods ON completed_at >= starts_at AND completed_at < ends_at
GROUP BY period, scope
