import { type PollockResult, pollockIsPresent, pollockResults } from '../support/pollock.ts';

/**
 * Reads the files of the Pollock benchmark (Vitagliano et al., "Pollock: a data loading benchmark", VLDB 2023) with
 * nothing known of them. `right`: header and rows come out as in `clean/`. `faithful`: every row that was stored
 * is one of `clean/`; what could not be read is among the rejected, not among the rows.
 * `soundRowsFlagged`: share of rows that are one of `clean/` and named in a warning all the same.
 * Prints one JSON line a set; with --wrong also one for each file that differs.
 */
/** Why a file does not come out as in `clean/`, where its bytes and that version were held against each other. */
const WHY: Readonly<Record<string, string>> = {
  'Note_4_Staff_costs_-_Average_number_of_persons_employed_13-14.csv':
    'clean/ joins the title above the table into the name of the first column; here it is a title, listed as skipped',
  'Sustainability_-_Water_consumption_P_56.csv':
    'clean/ joins the title above the table into the name of the first column; here it is a title, listed as skipped',
  'O18_air.csv': 'clean/ has "0.\\" where the file has 0.0',
  'ministers-overseas-travel-jan-mar-2013.csv':
    'clean/ has a dash where the file has U+0096; the text stays as it came',
  'permanent_secretary_and_director_general_expenses_and_hospitality_april_to_june_2012.csv':
    'clean/ has a dash where the file has U+0096; the text stays as it came',
  'file_field_delimiter_0x20.csv':
    'a space stands between fields and within them unquoted: no delimiter is sure, each line is kept whole',
  'file_multitable_less.csv':
    'two tables in one file, the second of fewer columns: told of in a warning on the whole file',
  'file_multitable_same.csv': 'two tables in one file: told of in a warning on the whole file',
  'file_quotation_char_0x27.csv': 'single quotes also stand within words; doubled double quotes stay as they came',
};
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^row_extra_quote/, 'one quote too many: the record is rejected or named, not guessed'],
  [
    /^row_(?:less|more)_sep|^row_field_delimiter/,
    'one delimiter too few or too many: the record is rejected or named, not guessed',
  ],
  [/^file_header_multirow/, 'the second line repeats the header: taken for a repeated one, listed'],
  [/^file_escape_char/, 'the escape is NUL: records with one are rejected'],
];
const why = (file: string): string => WHY[file] ?? REASONS.find(([name]) => name.test(file))?.[1] ?? 'unknown';

const sum = (results: readonly PollockResult[], of: 'flagged' | 'sound'): number =>
  results.reduce((all, each) => all + each[of], 0);

if (!pollockIsPresent) console.log(JSON.stringify({ bench: 'pollock', skipped: 'its files are absent' }));
else
  for (const set of ['survey_sample', 'polluted_files'] as const) {
    const results = await pollockResults(set);
    if (process.argv.includes('--wrong'))
      for (const { file, right, unannounced, want, got } of results.filter((result) => !result.right)) {
        const at = want.rows.findIndex((row, n) => JSON.stringify(row) !== JSON.stringify(got.rows[n]));
        const { rejected, dialect } = got;
        const differs = { want: want.rows[at]?.slice(0, 12), got: got.rows[at]?.slice(0, 12) };
        const headers = { want: want.header.slice(0, 4), got: got.header.slice(0, 4) };
        console.log(JSON.stringify({ file, right, unannounced, at, differs, headers, rejected, dialect }));
      }
    console.log(
      JSON.stringify({
        bench: 'pollock',
        set,
        files: results.length,
        right: results.filter(({ right }) => right).length,
        rightOrFaithful: results.filter(({ right, faithful }) => right || faithful).length,
        unannounced: results.reduce((sum, { unannounced }) => sum + unannounced, 0),
        soundRowsFlagged: sum(results, 'flagged') / sum(results, 'sound'),
        flaggedIn: Object.fromEntries(results.flatMap(({ file, flagged }) => (flagged > 0 ? [[file, flagged]] : []))),
        misses: Object.fromEntries(
          [
            ...Map.groupBy(
              results.filter(({ right }) => !right),
              ({ file }) => why(file),
            ),
          ].map(([reason, files]) => [reason, files.length > 3 ? files.length : files.map(({ file }) => file)]),
        ),
        neitherRightNorFaithful: results.flatMap(({ file, right, faithful }) => (right || faithful ? [] : [file])),
      }),
    );
  }
