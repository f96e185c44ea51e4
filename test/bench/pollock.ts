import { type PollockResult, pollockIsPresent, pollockResults } from '../support/pollock.ts';

/**
 * Reads the files of the Pollock benchmark (Vitagliano et al., "Pollock: a data loading benchmark", VLDB 2023) with
 * nothing known of them. `right`: header and rows come out as in `clean/`. `faithful`: every row that was stored
 * is one of `clean/`; what could not be read is among the rejected, not among the rows.
 * `soundRowsFlagged`: share of rows that are one of `clean/` and named in a warning all the same.
 * Prints one JSON line a set; with --wrong also one for each file that differs.
 */
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
      }),
    );
  }
