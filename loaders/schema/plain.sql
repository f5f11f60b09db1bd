-- Whether a cell, cast to `value` by the engine, is written so plainly that the cast is all there is to say;
-- whatever is not plain is read by the macros above. Ten million lines are read by these, so they compare
-- before they match.
CREATE MACRO is_plain_figure(cell, value) AS
    value IS NOT NULL
    AND CASE WHEN CAST(value AS VARCHAR) = cell THEN true
             ELSE regexp_full_match(cell, '(0|[1-9]\d{0,14})(\.\d{1,2})?') END;
CREATE MACRO is_plain_whole(cell, value) AS CAST(value AS VARCHAR) = cell;
CREATE MACRO is_plain_round(cell, value) AS cell IN ('6', '12');
CREATE MACRO is_plain_month(cell, value) AS CAST(value AS VARCHAR) = cell;
CREATE MACRO is_plain_be_year(cell, value) AS length(cell) = 4 AND is_buddhist_year(value);
CREATE MACRO is_plain_day(cell, value) AS CAST(value AS VARCHAR) = cell AND is_common_year(year(value));
CREATE MACRO is_plain_code(cell, value) AS regexp_full_match(cell, '\d{8}');
CREATE MACRO is_plain_answer_counts(cell, value) AS false;
CREATE MACRO is_plain_address(cell, value) AS false;
CREATE MACRO is_plain_choice(cell, value) AS value IS NOT NULL;
-- Begins with a letter (an amount in place of a text does not, nor does white space), does not end in white
-- space, and is spelled as it looks.
CREATE MACRO is_plain_text(cell, value) AS
    ((cell >= 'ก' AND cell < '๐') OR (cell >= 'A' AND cell < chr(128)))
    AND NOT suffix(cell, ' ') AND NOT suffix(cell, chr(160)) AND NOT suffix(cell, chr(9))
    AND NOT suffix(cell, chr(10))
    AND NOT is_odd(cell);
CREATE MACRO is_plain_name(cell, value) AS
    is_plain_text(cell, value) AND NOT contains(cell, chr(10)) AND NOT starts_with(cell, 'รวม')
    AND NOT starts_with(cell, 'ยอดรวม') AND NOT starts_with(cell, 'ผลรวม') AND NOT starts_with(cell, 'ร ว')
    AND NOT (cell < chr(128) AND lower(cell) LIKE '%total');
