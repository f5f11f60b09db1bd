-- What the words of the documents mean.

-- What the assessment asks for in each year; an item's number changes from year to year, its subject does
-- not.
CREATE TABLE oit_item AS
SELECT CAST(assessment_year AS INTEGER) AS assessment_year, item, subject, title, title_en, components,
       CAST(data_fiscal_year AS INTEGER) AS data_fiscal_year, basis = 'sourced' AS is_confirmed
FROM reference.oit_items;

CREATE TABLE oit_component AS
SELECT subject, component, component_en, data_sets, level, "text", note, note_en
FROM reference.oit_components;

CREATE VIEW document_text AS FROM published.document_texts;

-- What the office writes to a measure: what came of it, what it suggests (result, suggestion), and why there
-- is no picture of it (reason). An emptied box says nothing.
CREATE VIEW measure_text AS FROM published.measure_texts WHERE "text" <> '';

-- Pictures of activities, each by its SHA-256.
CREATE VIEW picture AS FROM published.photograph_files;

CREATE VIEW photograph AS
SELECT *, sha256 IN (SELECT sha256 FROM picture) AS is_there FROM published.photographs;
