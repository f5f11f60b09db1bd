-- What our words mean, as far as it can be said without a table: used by the views and by the rules of
-- loaders/findings. What days and years mean stands in vocabulary/fiscal_calendar.sql.

CREATE OR REPLACE MACRO revised_of(allocation, transfer_in, transfer_out) AS
    allocation + coalesce(transfer_in, 0) - coalesce(transfer_out, 0);

-- What may be spent of a line whose payments are stated: of the others nobody knows what is paid.
CREATE OR REPLACE MACRO accounted_of(allocation, transfer_in, transfer_out, disbursed) AS
    CASE WHEN disbursed IS NOT NULL THEN revised_of(allocation, transfer_in, transfer_out) END;

-- What is paid or committed, by the convention that the load's commitment column follows. A blank commitment
-- counts as 0; where no payment is stated, as at the beginning of a year, nothing is known of what is used.
CREATE OR REPLACE MACRO used_of(convention, encumbered, disbursed) AS
    CASE WHEN disbursed IS NOT NULL THEN
        CASE convention
            WHEN 'gross' THEN greatest(coalesce(encumbered, 0), disbursed)
            WHEN 'ignored' THEN disbursed
            ELSE disbursed + coalesce(encumbered, 0)
        END
    END;

-- Percent as offices write it: a half goes up, also where the binary quotient lies a hair below it.
CREATE OR REPLACE MACRO percent_of(part, whole, decimals) AS
    round(CAST(part AS DOUBLE) * 100 / CAST(whole AS DOUBLE) + 1e-9, decimals);

-- A name by which it is known again, however it was spaced.
CREATE OR REPLACE MACRO spaceless(name) AS regexp_replace(name, '\s', '', 'g');

-- How many made an offer: as many as a form of purchases says, else as many as the amounts that it has them
-- offer; null where neither tells.
CREATE OR REPLACE MACRO bidders_of(bidder_count, bidders) AS
    coalesce(bidder_count,
             nullif(len(regexp_extract_all(translate(bidders, '๐๑๒๓๔๕๖๗๘๙', '0123456789'),
                                           '(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+\.\d\d)')), 0)::INTEGER);
