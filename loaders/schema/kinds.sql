-- From the text of a cell to its value; NULL where the text is not of the kind.

CREATE MACRO arabic(cell) AS translate(cell, '๐๑๒๓๔๕๖๗๘๙', '0123456789');

-- An amount as people write it → as a program does: ฿ 1,000.- → 1,000; (500.00) → -500.00; a lone dash → 0;
-- 38.46 % → 38.46. (What is needed more than once is named by a lambda: a macro would write it out, and work
-- it out, each time.)
CREATE MACRO figure(cell) AS
    list_transform(
        [regexp_replace(arabic(cell),
                        '^(?:฿|บาท|ร้อยละ)?[\s\x{00A0}]*(.*?)[\s\x{00A0}]*(?:\.-)?[\s\x{00A0}]*(?:บาท|฿|%)?$',
                        '\1')],
        lambda bare: CASE
            WHEN bare IN ('-', '--', '–', '—', '−') THEN '0'
            WHEN bare[1] = '(' AND bare[-1] = ')' THEN '-' || trim(bare, '() ')
            WHEN bare[1] IN ('–', '—', '−') THEN '-' || bare[2:]
            ELSE bare END
    )[1];

-- 1234.5 or 1,234.50, never 1,2,3
CREATE MACRO is_number(figure) AS regexp_full_match(figure, '[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?');

-- An amount where a text belongs betrays a shifted row: 1,234 or 12.50 or 100, but not the 7 of a short name.
CREATE MACRO is_amount(cell) AS is_number(arabic(cell)) AND regexp_matches(arabic(cell), '[,.]|\d{3}');

-- A spreadsheet may add zeros after the second decimal; any other digit there is more than was meant to be
-- stored.
CREATE MACRO has_more_decimals(cell) AS regexp_matches(arabic(cell), '\.\d\d\d*[1-9]');

-- Whether a figure is written with more than Arabic digits, separators and a point.
CREATE MACRO is_respelled(cell) AS NOT regexp_full_match(cell, '[+-]?[\d,]*(\.\d*)?') OR cell = '-';

CREATE MACRO as_percent(cell) AS
    list_transform([figure(cell)], lambda figure: CASE WHEN is_number(figure)
        THEN TRY_CAST(replace(figure, ',', '') AS DECIMAL(6, 2)) END)[1];

CREATE MACRO as_score(cell) AS CASE WHEN cell NOT IN ('-', '--', '–', '—', '−') THEN as_percent(cell) END;

-- The same of a fraction, a mean or points, of which `best` is the best: in whole numbers, as 95.005 ends up
-- and no double does.
CREATE MACRO as_score_of(cell, best) AS
    list_transform([figure(cell)], lambda figure: CASE
        WHEN is_number(figure) AND NOT contains(cell, '%') AND cell NOT IN ('-', '--', '–', '—', '−')
        THEN list_transform(
            [TRY_CAST(TRY_CAST(replace(figure, ',', '') AS DECIMAL(27, 8)) * 100000000 AS HUGEINT)],
            lambda exact: TRY_CAST(((exact * 20000 + best * 100000000) // (best * 200000000))::DECIMAL(12, 0)
                                   * 0.01 AS DECIMAL(6, 2)))[1] END)[1];

CREATE MACRO as_money(cell) AS
    list_transform([figure(cell)], lambda figure: CASE
        WHEN is_number(figure) AND NOT has_more_decimals(figure) AND NOT regexp_matches(cell, '%|ร้อยละ')
        THEN TRY_CAST(replace(figure, ',', '') AS DECIMAL(18, 2)) END)[1];

-- The same of an amount in thousands or millions of baht, exact to the satang.
CREATE MACRO as_money_of(cell, unit) AS
    list_transform([figure(cell)], lambda figure: list_transform(
        [CASE WHEN is_number(figure) AND NOT regexp_matches(cell, '%|ร้อยละ')
                   AND NOT regexp_matches(figure, '\.\d{8}\d*[1-9]')
              THEN TRY_CAST(replace(figure, ',', '') AS DECIMAL(24, 8)) * unit::DECIMAL(8, 0) END],
        lambda exact: CASE WHEN exact = round(exact, 2) THEN TRY_CAST(exact AS DECIMAL(18, 2)) END)[1])[1];

-- 1.320,00 → 1320.00
CREATE MACRO with_point(cell) AS replace(replace(cell, '.', ''), ',', '.');

CREATE MACRO as_whole(cell) AS
    list_transform([figure(cell)], lambda figure: CASE
        WHEN is_number(figure) AND NOT regexp_matches(figure, '\.0*[1-9]')
             AND NOT regexp_matches(cell, '%|ร้อยละ|บาท|฿')
        THEN TRY_CAST(split_part(replace(figure, ',', ''), '.', 1) AS INTEGER) END)[1];

-- 1, มิติที่ 1, 1. การสร้างสังคมที่ไม่ทนต่อการทุจริต
CREATE MACRO as_dimension(cell) AS
    TRY_CAST(regexp_extract(arabic(cell), '^(?:มิติ(?:ที่)?\s*)?(\d+)(?:\.0+)?(?:[\s.:].*)?$', 1) AS INTEGER);

CREATE MACRO as_round(cell) AS
    TRY_CAST(regexp_extract(arabic(cell), '^(6|12)(?:\.0+)?(?:\s*เดือน)?$', 1) AS INTEGER);

-- Codes have eight digits; a spreadsheet eats the zero at their beginning, which a known organization gives
-- back.
CREATE MACRO as_code(cell) AS
    CASE WHEN regexp_full_match(arabic(cell), '\d{7}')
              AND '0' || arabic(cell) IN (SELECT organization_code FROM known_organization)
         THEN '0' || arabic(cell)
         WHEN regexp_full_match(arabic(cell), '\d{4,10}') THEN arabic(cell) END;

-- How many gave which answer: 1:0 2:3 3:10 4:40 5:47. The levels follow each other, and somebody answered.
CREATE MACRO as_answer_counts(cell) AS
    list_transform([trim(regexp_replace(arabic(cell), '[\s,;]+', ' ', 'g'))], lambda said: CASE
        WHEN regexp_full_match(said, '\d{1,2}:\d{1,9}( \d{1,2}:\d{1,9})+')
             AND regexp_matches(said, ':0*[1-9]')
        THEN list_transform(
            [[TRY_CAST(split_part(each, ':', 1) AS INTEGER) FOR each IN string_split(said, ' ')]],
            lambda levels: CASE WHEN levels = range(levels[1], levels[1] + len(levels)) AND levels[1] <= 1
                                THEN said END)[1]
        END)[1];

CREATE MACRO as_text(cell) AS cell;

-- Only addresses of the web, one or several with white space between: nothing that a browser would carry out.
CREATE MACRO as_address(cell) AS
    CASE WHEN regexp_full_match(cell, '(?i)https?://[^\s<>"]+(\s+https?://[^\s<>"]+)*') THEN cell END;

CREATE MACRO as_name(cell) AS regexp_replace(cell, '\s*[\r\n]+\s*', ' ', 'g');

-- 2565 and 65 are Buddhist era, 2022 is Common Era; nothing else is a fiscal year of ours (22 may be of
-- either).
CREATE MACRO as_be_year(cell) AS
    list_transform([regexp_extract(arabic(cell),
                                   '^(?:ปีงบประมาณ|ปีงบฯ|ปี)?\s*(?:พ\.?\s?ศ\.?)?\s*(\d{4}|\d\d)(?:\.0+)?$',
                                   1)],
        lambda digits: list_transform([TRY_CAST(digits AS INTEGER)], lambda year: CASE
            WHEN length(digits) = 2 THEN CASE WHEN year >= 40 THEN year + 2500 END
            WHEN is_buddhist_year(year) THEN year
            WHEN is_common_year(year) THEN buddhist_year(year) END)[1])[1];

-- The same years as for a fiscal year; a date in any other is a slip of the pen. Two digits are Buddhist era.
CREATE MACRO as_common_era(digits) AS
    list_transform([TRY_CAST(digits AS INTEGER)], lambda year: CASE
        WHEN length(digits) = 2 THEN common_year(year + 2500)
        WHEN is_buddhist_year(year) THEN common_year(year)
        WHEN is_common_year(year) THEN year END)[1];

CREATE MACRO date_of(year, month, day) AS
    TRY(make_date(as_common_era(year), CAST(month AS INTEGER), CAST(day AS INTEGER)));

-- ม.ค., มค, มกรา, มกราคม, Jan, January → 1
CREATE MACRO month_of(word) AS
    list_position(['มค', 'กพ', 'มีค', 'เมย', 'พค', 'มิย', 'กค', 'สค', 'กย', 'ตค', 'พย', 'ธค'],
                  replace(word, '.', ''));
CREATE MACRO month_named(word) AS coalesce(
    nullif(month_of(word), 0),
    nullif(list_position(['มกรา', 'กุมภา', 'มีนา', 'เมษา', 'พฤษภา', 'มิถุนา', 'กรกฎา', 'สิงหา', 'กันยา',
                          'ตุลา', 'พฤศจิกา', 'ธันวา'],
                         regexp_replace(word, '(คม|ยน|พันธ์)$', '')), 0),
    nullif(list_position(['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
                         lower(word[1:3])), 0)
);

-- 31 มีนาคม 2565, 31 มี.ค. 65, วันพฤหัสบดีที่ 31 เดือน มีนาคม พ.ศ. 2565, 31-Mar-2022. A year of two digits
-- beside an English month may be of either era and is not guessed.
CREATE MACRO as_written_day(cell) AS
    list_transform([regexp_extract(
            regexp_replace(cell, '(?:([พค])\.?\s?ศ\.?|(?:พุทธ|คริสต์)ศักราช)\s*(\d)',
                           '\2'),
            '^(?:วัน(?:จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์|อาทิตย์)?\s*ที่)?\s*'
            || '(\d{1,2})[\s/-]*(?:เดือน\s*)?([ก-๎.]+|[A-Za-z]{3,9})[\s/-]*(\d{4}|\d{2})$',
            ['day', 'month', 'year'])],
        lambda part: CASE WHEN NOT (length(part.year) = 2 AND regexp_matches(part.month, '[A-Za-z]'))
                          THEN date_of(part.year, month_named(part.month), part.day) END)[1];

-- What a spreadsheet counts in place of a day: 44651 is 2022-03-31. A day written in the Buddhist era may be
-- counted as such.
CREATE MACRO as_counted_day(number) AS
    list_transform([DATE '1899-12-30' + TRY_CAST(number AS INTEGER)],
        lambda day: date_of(CAST(year(day) AS VARCHAR), month(day), dayofmonth(day)))[1];

-- 2022-03-31, 2565-03-31, 31/03/2565, 31-3-2565, 31/3/65, in words, or counted
CREATE MACRO as_day_alone(said) AS CASE
    WHEN regexp_full_match(said, '\d{4}-\d{1,2}-\d{1,2}')
    THEN list_transform([string_split(said, '-')], lambda part: date_of(part[1], part[2], part[3]))[1]
    WHEN regexp_full_match(said, '\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d{2})')
    THEN list_transform([regexp_split_to_array(said, '[/.-]')],
                        lambda part: date_of(part[3], part[2], part[1]))[1]
    WHEN regexp_full_match(said, '\d{5,6}(\.\d+)?') THEN as_counted_day(split_part(said, '.', 1))
    ELSE as_written_day(said) END;

-- A day, with or without a time: 31/03/2565 0:00:00, 2022-03-31T00:00:00.000. In Z, Bangkok is seven hours
-- ahead: midnight there is 17:00 of the day before.
CREATE MACRO as_day(cell) AS
    list_transform([regexp_extract(arabic(cell),
            '^(.*\d)(?:[ T]\s*(?:เวลา\s*)?([01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d(?:[.,]\d+)?)?'
             || '\s*(น\.?|[AaPp][Mm]|Z|\+07(?::?00)?)?)$',
            ['day', 'hour', 'zone'])],
        lambda part: CASE WHEN part.day = '' THEN as_day_alone(arabic(cell))
                          ELSE as_day_alone(part.day)
                               + CASE WHEN part.zone = 'Z' AND CAST(part.hour AS INTEGER) >= 17
                                      THEN 1 ELSE 0 END
                          END)[1];

-- The first day of the month that a cell names together with its year: มกราคม 2566, ม.ค. 66, 1/2566,
-- ประจำเดือน มกราคม พ.ศ. 2566, 2023-01-15; NULL where it names none.
CREATE MACRO month_parts(cell) AS
    regexp_extract(regexp_replace(arabic(cell), '(?:พ\.?\s?ศ\.?|พุทธศักราช)\s*(\d)', '\1'),
                   '^(?:ใน)?(?:รอบ|ประจำ)?(?:เดือน)?\s*'
                   || '(?:([ก-๎.]+|[A-Za-z]{3,9})[\s/-]*|(\d{1,2})(?:\.0+)?(?:\s*[/-]\s*|$))(\d{4}|\d\d)?$',
                   ['name', 'number', 'year']);
CREATE MACRO as_month_begin(cell) AS
    list_transform([month_parts(cell)], lambda part: CASE
        -- 256601 is no day that a spreadsheet counts.
        WHEN part.name || part.number = ''
        THEN CASE WHEN NOT regexp_full_match(arabic(cell), '\d{6}')
                  THEN CAST(date_trunc('month', as_day(cell)) AS DATE) END
        -- A year of two digits stands beside the Thai name of a month only.
        WHEN length(part.year) = 4 OR (length(part.year) = 2 AND regexp_matches(part.name, '[ก-๎]'))
        THEN date_of(part.year, coalesce(month_named(part.name), TRY_CAST(part.number AS INTEGER)), '1')
        END)[1];

-- The number of a month, with its year or without.
CREATE MACRO as_month(cell) AS
    coalesce(month(as_month_begin(cell)),
             list_transform([month_parts(cell)], lambda part: CASE WHEN part.year = '' THEN
                 coalesce(month_named(part.name), TRY_CAST(part.number AS INTEGER)) END)[1]);
