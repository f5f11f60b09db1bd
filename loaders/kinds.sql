-- From the text of a cell to its value; NULL where the text is not of the kind.

CREATE MACRO arabic(cell) AS translate(cell, '๐๑๒๓๔๕๖๗๘๙', '0123456789');

-- 1234.5 or 1,234.50, never 1,2,3
CREATE MACRO is_figure(cell) AS regexp_full_match(arabic(cell), '[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?');

-- An amount where a text belongs betrays a shifted row: 1,234 or 12.50 or 100, but not the 7 of a short name.
CREATE MACRO is_amount(cell) AS is_figure(cell) AND regexp_matches(arabic(cell), '[,.]|\d{3}');

-- A spreadsheet may add zeros after the second decimal; any other digit there is more than was meant to be stored.
CREATE MACRO has_more_decimals(cell) AS regexp_matches(arabic(cell), '\.\d\d\d*[1-9]');

CREATE MACRO as_percent(cell) AS
    CASE WHEN is_figure(cell) THEN TRY_CAST(replace(arabic(cell), ',', '') AS DECIMAL(6, 2)) END;

CREATE MACRO as_money(cell) AS
    CASE WHEN is_figure(cell) AND NOT has_more_decimals(cell)
         THEN TRY_CAST(replace(arabic(cell), ',', '') AS DECIMAL(18, 2)) END;

CREATE MACRO as_whole(cell) AS
    CASE WHEN is_figure(cell) AND NOT regexp_matches(arabic(cell), '\.0*[1-9]')
         THEN TRY_CAST(split_part(replace(arabic(cell), ',', ''), '.', 1) AS INTEGER) END;

CREATE MACRO as_round(cell) AS CASE WHEN as_whole(cell) IN (6, 12) THEN as_whole(cell) END;

CREATE MACRO as_code(cell) AS CASE WHEN regexp_full_match(arabic(cell), '\d{4,10}') THEN arabic(cell) END;

CREATE MACRO as_text(cell) AS cell;

-- 2565 and 65 are Buddhist era, 2022 is Common Era; nothing else is a fiscal year of ours.
CREATE MACRO as_be_year(cell) AS
    CASE WHEN as_whole(cell) BETWEEN 2500 AND 2642 THEN as_whole(cell)
         WHEN as_whole(cell) BETWEEN 1957 AND 2099 THEN as_whole(cell) + 543
         WHEN regexp_full_match(arabic(cell), '\d\d') THEN as_whole(cell) + 2500 END;

-- The same years as for a fiscal year; a date in any other is a slip of the pen.
CREATE MACRO as_common_era(year) AS
    CASE WHEN year BETWEEN 2500 AND 2642 THEN year - 543
         WHEN year BETWEEN 1957 AND 2099 THEN year END;

CREATE MACRO date_of(part, year, month, day) AS
    TRY(make_date(as_common_era(CAST(part[year] AS INTEGER)), CAST(part[month] AS INTEGER), CAST(part[day] AS INTEGER)));

-- 2022-03-31, 2565-03-31, 31/03/2565, 31-3-2565
CREATE MACRO as_day(cell) AS
    CASE WHEN regexp_full_match(arabic(cell), '\d{4}-\d{1,2}-\d{1,2}')
         THEN date_of(string_split(arabic(cell), '-'), 1, 2, 3)
         WHEN regexp_full_match(arabic(cell), '\d{1,2}[/-]\d{1,2}[/-]\d{4}')
         THEN date_of(string_split(replace(arabic(cell), '-', '/'), '/'), 3, 2, 1) END;
