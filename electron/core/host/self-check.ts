import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CoreClient } from './client.ts';
import { entryFile } from './entries.ts';

type Core = Pick<CoreClient, 'ask' | 'run' | 'admitPath' | 'collect'>;

/** A part of the program, and what shows that it works. */
export interface CheckedPart {
  readonly part: string;
  readonly ms: number;
}

/** A home for the check: nothing of the user's own is read or written. */
export interface ThrowAwayHome extends Disposable {
  readonly folder: string;
  readonly vaults: string;
}
export function throwAwayHome(): ThrowAwayHome {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-check-'));
  return {
    folder,
    vaults: join(folder, 'vaults'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
  };
}

/** From the sample case; it lies in the package beside the program. */
const PICTURE = join(dirname(entryFile('main')), '..', '..', 'assets', 'sample', 'profile-lumen.vault.png');
const WORDS_IN_IT = /lumen/i;

/**
 * Does an installed program find all its parts? Makes a vault in `home`, and has each child process do what it is there for: the
 * store and its key, a picture, its text, a statement, a copy of the vault, a page. `tell` hears of each part that works.
 * @throws Error naming the part that does not
 */
export async function checkProgram(core: Core, home: ThrowAwayHome, tell: (part: CheckedPart) => void): Promise<void> {
  const check = async <T>(part: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    try {
      const value = await work();
      tell({ part, ms: Math.round(performance.now() - began) });
      return value;
    } catch (error) {
      throw new Error(`${part}: ${error instanceof Error ? error.message : 'unknown reason'}`);
    }
  };
  const must = (holds: boolean, what: string): void => {
    if (!holds) throw new Error(what);
  };
  const passphrase = randomBytes(24).toString('base64url');

  await check('core', () => core.ask('vault.status', {}));
  const caseId = await check('vault', async () => {
    await core.ask('vault.create', { name: 'check', passphrase });
    await core.ask('vault.setProfile', { readPictures: false, readLanguages: ['eng'] });
    return (await core.ask('case.create', { title: 'Self-check' })).id;
  });
  const exhibitId = await check('pictures', async () => {
    const ticket = await core.admitPath(PICTURE);
    const { exhibitId: id } = await core.run('evidence.import', { caseId, ticket });
    const { width } = await core.ask('evidence.get', { exhibitId: id });
    must(width !== null, 'the picture was not decoded');
    return id;
  });
  await check('text in pictures', async () => {
    await core.run('ocr.run', { caseId });
    const { text } = await core.ask('ocr.text', { exhibitId });
    must(WORDS_IN_IT.test(text ?? ''), 'the text of the picture was not read');
  });
  await check('SQL', async () => {
    const path = join(home.folder, 'payments.csv');
    writeFileSync(path, 'account,amount\nA-1,12.50\nA-2,29.50\n');
    const { dataset } = await core.run('evidence.import', { caseId, ticket: await core.admitPath(path) });
    const sql = `SELECT account FROM "${dataset?.view}" WHERE account > 'A-1'`;
    const { rowCount } = await core.run('query.run', { caseId, sql });
    must(rowCount === 1, `a statement gave ${rowCount} rows in place of 1`);
  });
  await check('PDF', async () => {
    const { ticket, pages, sha256 } = await core.run('report.print', { caseId });
    const hash = createHash('sha256');
    let start = '';
    for await (const bytes of (await core.collect(ticket)).bytes) {
      if (start === '') start = Buffer.from(bytes.subarray(0, 5)).toString('latin1');
      hash.update(bytes);
    }
    must(start === '%PDF-' && pages > 0 && hash.digest('hex') === sha256, 'the page that was printed is none');
  });
  await check('backup', async () => {
    const { name } = await core.run('vault.backup', {});
    const { problems } = await core.ask('vault.inspectBackup', { backup: { name }, passphrase });
    must(problems.length === 0, problems.join('; '));
  });
  await check('verification', async () => {
    const { faults } = await core.run('vault.verify', {});
    must(faults.length === 0, faults.map(({ subject, problem }) => `${subject}: ${problem}`).join('; '));
  });
}
