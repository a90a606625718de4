-- It worked the day out once more, for each row.
DROP VIEW IF EXISTS decision_days_fed
