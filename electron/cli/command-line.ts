import { Command } from 'commander';
import { VERSION } from '../core/host/version.ts';
import { EXIT, failure, type Host, type Run, type Surroundings } from './host.ts';
import { Output, printable } from './output.ts';
import { attachmentsVerb } from './verbs/attachments.ts';
import { boardVerbs } from './verbs/board.ts';
import { bundleVerbs } from './verbs/bundle.ts';
import { calendarVerbs } from './verbs/calendars.ts';
import { callVerb } from './verbs/call.ts';
import { caseVerbs } from './verbs/case.ts';
import { checklistVerbs } from './verbs/checklist.ts';
import { countryVerbs } from './verbs/countries.ts';
import { custodyVerb, verifyVerb } from './verbs/custody.ts';
import { demoVerb } from './verbs/demo.ts';
import { entityVerbs } from './verbs/entities.ts';
import { exportVerb, notebookVerb } from './verbs/export.ts';
import { graphVerbs } from './verbs/graph.ts';
import { importVerb, readVerb } from './verbs/import.ts';
import { patternVerbs } from './verbs/patterns.ts';
import { queryVerbs } from './verbs/queries.ts';
import { questionVerbs } from './verbs/questions.ts';
import { queueVerb } from './verbs/queue.ts';
import { redactVerb } from './verbs/redact.ts';
import { renameVerb } from './verbs/rename.ts';
import { replyVerbs } from './verbs/replies.ts';
import { reportVerb } from './verbs/report.ts';
import { requestVerbs } from './verbs/requests.ts';
import { retentionVerbs } from './verbs/retention.ts';
import { screenVerb } from './verbs/screen.ts';
import { selfCheckVerb } from './verbs/self-check.ts';
import { searchVerb, sqlVerb } from './verbs/sql.ts';
import { taskVerbs } from './verbs/tasks.ts';
import { timelineVerb } from './verbs/timeline.ts';
import { traceVerb } from './verbs/trace.ts';
import { transfersVerb } from './verbs/transfers.ts';
import { identityVerb, vaultVerbs } from './verbs/vault.ts';
import { verifyDeliveryVerb } from './verbs/verify-delivery.ts';

const verbs = [
  vaultVerbs,
  caseVerbs,
  requestVerbs,
  queueVerb,
  questionVerbs,
  replyVerbs,
  taskVerbs,
  calendarVerbs,
  retentionVerbs,
  countryVerbs,
  screenVerb,
  importVerb,
  readVerb,
  attachmentsVerb,
  sqlVerb,
  queryVerbs,
  patternVerbs,
  timelineVerb,
  transfersVerb,
  traceVerb,
  checklistVerbs,
  entityVerbs,
  graphVerbs,
  boardVerbs,
  exportVerb,
  notebookVerb,
  redactVerb,
  renameVerb,
  reportVerb,
  verifyVerb,
  verifyDeliveryVerb,
  searchVerb,
  custodyVerb,
  bundleVerbs,
  identityVerb,
  demoVerb,
  callVerb,
  selfCheckVerb,
];

const AFTER_HELP = `
Exit codes: 0 done; 1 a finding (verification failed, rows rejected under --strict); 2 bad use or bad input;
3 the vault cannot be entered (wrong or missing passphrase, or open elsewhere); 130 stopped with Ctrl+C.
The passphrase comes from REDTHREAD_PASSPHRASE, --passphrase-file, or a prompt; never from an argument.

Example, from nothing to a report:
  redthread vault create ring.redthread
  redthread case create --vault ring.redthread --title "Fake sellers" --tlp AMBER
  redthread import --vault ring.redthread --case C-0001 logins.csv profile.png
  redthread sql --vault ring.redthread --case C-0001 "SELECT ip, count(*) AS n FROM logins GROUP BY ip ORDER BY n DESC"
  redthread report --vault ring.redthread --case C-0001 --out ring.pdf`;

/** Runs one command line. @returns the exit code; never throws */
export async function runCommandLine(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdout, stderr, interruption } = surroundings;
  const host: Host = { ...surroundings, out: new Output(stdout, stderr, interruption.stop) };
  let code: number = EXIT.done;
  const run: Run =
    (work) =>
    async (...given) => {
      code = await work(host, ...given);
    };
  const program = new Command('redthread')
    .description('Redthread from the command line: the same vault, cases and reports as in the window.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .showHelpAfterError('(--help shows how it is used)')
    .addHelpText('after', AFTER_HELP);
  for (const add of verbs) add(program, run);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return interruption.code ?? code;
  } catch (error) {
    host.out.clear();
    if (host.out.gone) return EXIT.done; // the reader had enough, as in `| head`
    if (interruption.code !== null) {
      host.out.note('Stopped. What was in progress was not stored.');
      return interruption.code;
    }
    const { code: failed, message } = failure(error);
    if (message !== null) host.out.note(`redthread: ${message.split('\n').map(printable).join('\n')}`);
    return failed;
  }
}
