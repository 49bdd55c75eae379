import { stringify } from 'csv-stringify/sync';

/** Makes spreadsheets read the file as UTF-8. */
export const byteOrderMark = '\ufeff';

/**
 * Lines of CSV as spreadsheets read them: RFC 4180, and no cell begins like a formula (attacks.md
 * G11). What must be read back exactly goes through `escapeFormula` first.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { record_delimiter: '\r\n', escape_formulas: true, quoted_match: /[\r\n;\t]/u },
  );
}
