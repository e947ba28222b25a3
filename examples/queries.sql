-- Questions to the tidy tables of `structurer ingest … --out records.duckdb` (or .sqlite), of a job of the kind imr.
-- Every query runs on DuckDB; those not marked "DuckDB" run on SQLite too.
-- docs/ingest-tables.md tells how the tables hang together.

-- Overturn rate by service category
SELECT
    category,
    count(*) AS decided,
    sum(CASE WHEN decision = 'overturned' THEN 1 ELSE 0 END) AS overturned,
    round(avg(CASE WHEN decision = 'overturned' THEN 100.0 ELSE 0.0 END), 1) AS percent
FROM determinations
WHERE decision IS NOT NULL
GROUP BY category
ORDER BY decided DESC, category NULLS LAST;

-- Overturn rate by the reviewer's specialty (a reviewer with two counts under each)
SELECT
    specialties.value AS specialty,
    count(DISTINCT determinations.letter) AS letters,
    count(*) AS decided,
    round(avg(CASE WHEN decision = 'overturned' THEN 100.0 ELSE 0.0 END), 1) AS percent
FROM determinations
JOIN specialties ON specialties.letter = determinations.letter
WHERE decision IS NOT NULL
GROUP BY specialties.value
ORDER BY decided DESC, specialty;

-- Denial bases by drug that was requested
SELECT
    lower(coalesce(determinations.service, determinations.request)) AS drug,
    basis.value AS reason,
    count(*) AS denials
FROM determinations
JOIN basis ON basis.letter = determinations.letter AND basis.determination = determinations.position
WHERE determinations.category = 'pharmaceuticals' AND determinations.decision = 'upheld'
GROUP BY lower(coalesce(determinations.service, determinations.request)), basis.value
ORDER BY denials DESC, drug, reason;

-- Denial bases by drug that the worker takes (every denied item counts under each of the letter's drugs)
SELECT
    drugs.name AS drug,
    basis.value AS reason,
    count(*) AS denials
FROM (SELECT DISTINCT letter, lower(name) AS name FROM medications) AS drugs
JOIN determinations ON determinations.letter = drugs.letter
JOIN basis ON basis.letter = determinations.letter AND basis.determination = determinations.position
WHERE determinations.decision = 'upheld'
GROUP BY drugs.name, basis.value
ORDER BY denials DESC, drug, reason;

-- Days from the utilization review's denial to the decision, by year of decision (DuckDB)
SELECT
    year(decision_date) AS decided_in,
    count(*) AS letters,
    median(decision_date - ur_denial_date) AS median_days,
    quantile_cont(decision_date - ur_denial_date, 0.9) AS p90_days
FROM letters
WHERE decision_date IS NOT NULL AND ur_denial_date IS NOT NULL
GROUP BY decided_in
ORDER BY decided_in;

-- Guidelines that reviewers rely on most
SELECT
    source,
    title,
    count(*) AS citations,
    count(DISTINCT letter) AS letters
FROM guidelines
WHERE role = 'reviewer_guidelines'
GROUP BY source, title
ORDER BY citations DESC, source, title NULLS LAST
LIMIT 20;

-- Letters that need review, and why
SELECT
    letters.name,
    findings.severity,
    findings.rule,
    findings.path,
    findings.message
FROM letters
JOIN findings ON findings.letter = letters.letter
WHERE letters.needs_review AND findings.severity IN ('error', 'warning')
ORDER BY letters.letter, findings.position;

-- Rules that most often ask for a person's look
SELECT
    rule,
    severity,
    count(*) AS findings,
    count(DISTINCT letter) AS letters
FROM findings
WHERE severity IN ('error', 'warning')
GROUP BY rule, severity
ORDER BY letters DESC, rule;

-- Where a decision stands in its letter
SELECT
    letters.name,
    determinations.position,
    determinations.decision,
    evidence.page,
    evidence.start,
    evidence."end",
    evidence.text
FROM determinations
JOIN letters ON letters.letter = determinations.letter
JOIN evidence
    ON evidence.letter = determinations.letter
    AND evidence.path = '/determinations/' || determinations.position || '/decision'
ORDER BY letters.letter, determinations.position, evidence.position;

-- Failures by reason
SELECT
    errors.type,
    errors.stage,
    errors.retryable,
    count(*) AS letters,
    min(errors.hint) AS hint
FROM errors
GROUP BY errors.type, errors.stage, errors.retryable
ORDER BY letters DESC, errors.type;
