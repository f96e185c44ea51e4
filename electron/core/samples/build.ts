import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { JobContext } from '../context.ts';
import { inMemory } from '../files/tickets.ts';
import { boardOps, type SampleExhibits } from './board.ts';
import type { CallInside } from './inside.ts';
import { OUTSIDE_HOST, PAYOUT_ACCOUNT, SAMPLE_CASE, SAMPLE_REQUEST, sampleFindings, sampleReport } from './story.ts';
import { sampleTables } from './tables.ts';

/** The queries that the sample case keeps as exhibits. `view` names are those the imports were given. */
export interface Question {
  readonly title: string;
  readonly note: string;
  readonly sql: string;
}

const name = (view: string): string => `"${view.replaceAll('"', '""')}"`;

export const sharedDevices = (logins: string): Question => ({
  title: 'Devices used by three or more accounts',
  note: 'Two accounts on one device are common in households; three or more are not.',
  sql: `SELECT device_id, count(DISTINCT account_id) AS accounts, count(*) AS sign_ins,
  min(at) AS first_seen, max(at) AS last_seen
FROM ${name(logins)}
GROUP BY device_id
HAVING count(DISTINCT account_id) >= 3
ORDER BY accounts DESC, device_id`,
});

const cents = (sum: string): string => `printf('%d.%02d', ${sum} / 100, ${sum} % 100)`;
/** @param of the table's name and a point, where others have such columns too */
const amount = (status: string, of = ''): string =>
  cents(`sum(CASE ${of}status WHEN '${status}' THEN CAST(round(${of}amount * 100) AS INTEGER) ELSE 0 END)`);

export const sharedPayout = (payouts: string, accounts: string): Question => ({
  title: 'Accounts that are paid out to a payout account of three or more',
  note: 'Each amount is rounded to whole cents, and the cents are added up as integers.',
  sql: `SELECT p.payout_account, p.account_id, a.username, count(*) AS payouts,
  ${amount('paid', 'p.')} AS paid_usd,
  ${amount('held', 'p.')} AS held_usd
FROM ${name(payouts)} AS p JOIN ${name(accounts)} AS a USING (account_id)
WHERE p.payout_account IN (SELECT payout_account FROM ${name(payouts)} GROUP BY 1 HAVING count(DISTINCT account_id) >= 3)
GROUP BY p.payout_account, p.account_id
ORDER BY p.payout_account, payouts DESC, p.account_id`,
});

export const loginBurst = (logins: string): Question => ({
  title: 'Ten-minute windows with twenty or more sign-ins from one address',
  note: 'Windows start at full tens of minutes, UTC.',
  sql: `SELECT ip, substr(at, 1, 15) || '0Z' AS ten_minutes, count(*) AS sign_ins,
  count(DISTINCT account_id) AS accounts, min(user_agent) AS user_agent
FROM ${name(logins)}
GROUP BY ip, substr(at, 1, 15)
HAVING count(*) >= 20
ORDER BY sign_ins DESC`,
});

export const ringNumbers = (payouts: string, messages: string): Question => ({
  title: 'What the shared payout account got, and how many buyers were led outside',
  note: 'One row. Each amount is rounded to whole cents, and the cents are added up as integers.',
  sql: `SELECT count(DISTINCT account_id) AS accounts, count(*) AS payouts,
  ${amount('paid')} AS paid_usd,
  ${amount('held')} AS held_usd,
  (SELECT count(*) FROM ${name(messages)} WHERE text LIKE '%${OUTSIDE_HOST}%') AS messages,
  (SELECT count(DISTINCT to_account) FROM ${name(messages)} WHERE text LIKE '%${OUTSIDE_HOST}%') AS buyers
FROM ${name(payouts)}
WHERE payout_account = '${PAYOUT_ACCOUNT}'`,
});

export const paidByAccount = (payouts: string, accounts: string): string => `SELECT a.username, p.amount
FROM ${name(payouts)} AS p JOIN ${name(accounts)} AS a USING (account_id)
WHERE p.payout_account = '${PAYOUT_ACCOUNT}' AND p.status = 'paid'`;

export interface Screenshot {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly sensitivity: 'normal' | 'personal';
}

/** Drawn once by `assets/sample/draw.ts`. */
export const SCREENSHOTS = {
  lumen: shot('profile-lumen.vault.png', 'Profile page of lumen.vault', 'https://pinewick.example.com/u/lumen.vault'),
  brass: shot(
    'profile-brassanddusk.png',
    'Profile page of brassanddusk',
    'https://pinewick.example.com/u/brassanddusk',
  ),
  chat: shot('chat-brassanddusk.png', 'Conversation with brassanddusk', 'Buyer who reported the loss', 'personal'),
  payout: shot('payout-settings-lumen_vault_2.png', 'Payout settings of lumen_vault_2', 'Pinewick Market support view'),
} as const;

function shot(
  name: string,
  title: string,
  source: string,
  sensitivity: Screenshot['sensitivity'] = 'normal',
): Screenshot {
  return { name, title: `${title} (synthetic)`, source, sensitivity };
}

/** The folder lies beside `dist` and beside `electron` alike, so the built program and the sources both find it. */
export function screenshotBytes({ name }: Screenshot): Promise<Uint8Array> {
  const here = import.meta.url;
  const root = here.includes('/dist/electron/') ? new URL('../../', here) : new URL('../../../', here);
  return readFile(fileURLToPath(new URL(`assets/sample/${name}`, root)));
}

/** The day of the calendar, UTC, on which the sample's decision is asked for. */
const inTwoWeeks = (now: Date): string => new Date(now.getTime() + 14 * 86_400_000).toISOString().slice(0, 10);

const SOURCE = 'Synthetic: generated by Redthread for its sample case';

/**
 * Builds the sample case with the same commands that a person's clicks run. Whatever can be cancelled comes
 * before the case is made; from then on it is finished, so that no half of a case is left.
 */
export async function buildSample(context: JobContext, call: CallInside): Promise<{ caseId: CaseId }> {
  context.label('Building the sample case');
  const tables = sampleTables();
  const pictures = await Promise.all(
    Object.values(SCREENSHOTS).map(async (shot) => ({ ...shot, bytes: await screenshotBytes(shot) })),
  );
  await context.breathe();

  const steps = tables.length + pictures.length + 8;
  let done = 0;
  const step = () => context.progress(++done, steps, 'steps');
  const { id: caseId, boardId } = await call('case.create', SAMPLE_CASE);
  step();

  const bring = async (
    name: string,
    bytes: Uint8Array,
    rest: { title: string; source: string; sensitivity?: 'normal' | 'personal' },
  ) => {
    const ticket = context.core.tickets.issue({ kind: 'file', name, size: bytes.length, open: () => inMemory(bytes) });
    const result = await call('evidence.import', {
      caseId,
      ticket,
      how: 'generated sample',
      tags: ['synthetic'],
      zone: 'UTC',
      ...rest,
    });
    step();
    return result;
  };
  const imported = new Map<string, { exhibitId: Exhibit['id']; view: string }>();
  for (const { name, title, csv } of tables) {
    const { exhibitId, dataset, datasetProblem } = await bring(name, Buffer.from(csv, 'utf8'), {
      title,
      source: SOURCE,
    });
    if (!dataset) throw new Error(`the sample table was not parsed: ${datasetProblem}`);
    imported.set(name, { exhibitId, view: dataset.view });
  }
  const table = (name: string) => imported.get(name) as { exhibitId: Exhibit['id']; view: string };
  const shown = new Map<string, Exhibit['id']>();
  for (const { name, title, source, sensitivity, bytes } of pictures)
    shown.set(name, (await bring(name, bytes, { title, source, sensitivity })).exhibitId);
  const exhibit = (exhibitId: Exhibit['id']) => call('evidence.get', { exhibitId });

  const keep = async ({ title, note, sql }: Question) => {
    const result = await call('query.run', { caseId, sql });
    const kept = await call('query.freeze', { resultId: result.resultId, title, note });
    step();
    return { kept, size: { columns: result.columns.length, rows: result.rowCount } };
  };
  const devices = await keep(sharedDevices(table('logins.csv').view));
  const payout = await keep(sharedPayout(table('payouts.csv').view, table('accounts.csv').view));
  const burst = await keep(loginBurst(table('logins.csv').view));
  const numbers = await keep(ringNumbers(table('payouts.csv').view, table('messages.csv').view));
  const { resultId } = await call('query.run', {
    caseId,
    sql: paidByAccount(table('payouts.csv').view, table('accounts.csv').view),
  });
  const { chartId } = await call('chart.draw', {
    resultId,
    spec: {
      ...{ kind: 'bar', title: '', x: 0, y: 1, series: null, measure: 'sum' },
      ...{ unit: null, zone: 'UTC', order: 'value', most: null },
    },
  });
  const chart = await call('chart.freeze', { chartId, title: `Paid out to ${PAYOUT_ACCOUNT}, by seller account` });
  step();

  const picture = (name: string) => exhibit(shown.get(name) as Exhibit['id']);
  const from: SampleExhibits = {
    accounts: table('accounts.csv').exhibitId,
    logins: table('logins.csv').exhibitId,
    payouts: table('payouts.csv').exhibitId,
    lumen: await picture(SCREENSHOTS.lumen.name),
    brass: await picture(SCREENSHOTS.brass.name),
    chat: await picture(SCREENSHOTS.chat.name),
    payout: await picture(SCREENSHOTS.payout.name),
    devicesQuery: devices.kept,
    payoutQuery: payout.kept,
    burstQuery: burst.kept,
    numbersQuery: numbers.kept,
    chart,
  };
  const sizes = { devicesQuery: devices.size, payoutQuery: payout.size, burstQuery: burst.size };
  await call('board.apply', { boardId, step: 'Lay out the sample', ops: boardOps(from, sizes) });
  step();
  for (const finding of sampleFindings(from)) await call('finding.create', { caseId, ...finding });
  await call('report.update', { caseId, boardId, ...sampleReport(from, inTwoWeeks(context.core.now())) });
  await call('request.create', {
    ...SAMPLE_REQUEST,
    to: { caseId, reason: 'The case was opened for it' },
    questions: [...SAMPLE_REQUEST.questions],
  });
  step();
  return { caseId };
}
