-- A made-up municipality and, for a national set, as many more as wanted: everything follows from the seed
-- and the number of the organization, so number 1 is the same in a set of one and of 1,250. The variables
-- `seed`, `organizations` and `folder` (of data/demo) are set before. No power, no logarithm: sums and
-- products come out alike on every machine.

-- A number from 0 to below 1 that belongs to `what`. MD5, because DuckDB's own hash may change with its
-- version.
CREATE MACRO chance(what) AS (md5_number_lower(getvariable('seed') || '/' || what) % 1000000) / 1e6;
CREATE MACRO hundreds(baht) AS CAST(round(baht / 100) * 100 AS DECIMAL(18, 2));
CREATE MACRO satang(baht) AS CAST(round(baht, 2) AS DECIMAL(18, 2));
CREATE MACRO percent_of(part, whole) AS CAST(round(100 * part / nullif(whole, 0), 2) AS DECIMAL(6, 2));
CREATE MACRO list_of(file) AS TABLE
    FROM read_csv(getvariable('folder') || '/' || file, header = true, all_varchar = true);

-- Whole districts of eight, because a published comparison names all organizations of a district.
CREATE TABLE municipality AS
SELECT number, '99' || lpad(CAST(number AS VARCHAR), 6, '0') AS organization_code,
       (number + 7) // 8 AS district_no,
       CASE WHEN number = 1 THEN 1.0 ELSE 0.3 + 1.2 * chance(number || '/size') END AS size,
       ((number + getvariable('seed')) % 5 + 5) % 5 AS weak_year
FROM (SELECT unnest(range(1, (getvariable('organizations') + 7) // 8 * 8 + 1)) AS number);
