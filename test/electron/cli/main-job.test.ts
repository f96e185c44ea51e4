import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KEY_COST } from '../../../electron/core/vault/keys.ts';
import type { ImportResult } from '../../../shared/contract/evidence.ts';
import { commandLine } from '../../support/command-line.ts';
import { hasSharedData, sharedData } from '../../support/shared-data.ts';
import { chatScreenshot, SIGN_INS, signIns } from '../../support/sign-ins.ts';

const LOG = 'loghub/OpenSSH/OpenSSH_2k.log_structured.csv';
const SCREENSHOT = 'screenshots/bellingcat/docs/demo-progress.png';
/** The project's own log and screenshot, and real ones where they lie beside it. */
function evidenceIn(folder: string): [log: string, screenshot: string][] {
  const own: [string, string] = [join(folder, 'sign-ins.csv'), join(folder, 'chat.png')];
  writeFileSync(own[0], signIns());
  writeFileSync(own[1], chatScreenshot().toBuffer('image/png'));
  return hasSharedData(LOG, SCREENSHOT) ? [own, [sharedData(LOG), sharedData(SCREENSHOT)]] : [own];
}

const DISTINCT_IPS = `
  SELECT count(DISTINCT regexp_extract(Content, '\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b')) AS ips,
    sum(Content LIKE '%Failed password%') AS failed FROM VIEW`;

describe('the main job, by command line alone', { timeout: 120_000 }, () => {
  it('goes from a CSV and a screenshot to a verified PDF', async () => {
    using cli = commandLine();
    const vault = await cli.vault('Sign-ins of December');
    const inCase = [...vault, '--case', 'C-0001'];
    const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
    let exhibits = 0;
    const next = () => `E-000${++exhibits}`;
    for (const files of evidenceIn(cli.folder)) {
      const argv = ['import', ...inCase, '--strict', '--json', '--source', 'loghub', ...files];
      const [csv, png] = await cli.json<ImportResult>(...argv);
      expect(csv).toMatchObject({
        exhibit: next(),
        sha256: sha256(files[0]),
        dataset: { rows: SIGN_INS.rows, columns: SIGN_INS.columns },
      });
      expect(csv?.certificate).toMatchObject({ balanced: true, stored: SIGN_INS.rows, rejected: 0 });
      expect(png).toMatchObject({
        exhibit: next(),
        sha256: sha256(files[1]),
        mediaType: 'image/png',
        dataset: null,
      });

      // Both logs hold as many addresses and as many failures.
      const sql = DISTINCT_IPS.replace('VIEW', `"${csv?.dataset?.view}"`);
      const title = `Addresses and failures of ${csv?.dataset?.view}`;
      const rows = await cli.json('sql', ...inCase, '--format', 'json', '--freeze', title, sql);
      expect(rows).toEqual([{ ips: SIGN_INS.addresses, failed: SIGN_INS.failed }]);
      const piped = await cli.runWith({ input: sql }, 'sql', ...inCase, '--format', 'csv', '-');
      expect(piped.out.replaceAll('\r', '')).toBe(`ips,failed\n${SIGN_INS.addresses},${SIGN_INS.failed}\n`);
      expect(piped.err).toContain('--guard');

      const hits = await cli.json<{ label: string }>('search', ...vault, title, '--json');
      expect(hits.map(({ label }) => label)).toContain(next());
    }

    const [printed] = await cli.json<{ pages: number; sha256: string }>(
      'report',
      ...inCase,
      '--out',
      'ring.pdf',
      '--json',
    );
    expect(sha256(join(cli.folder, 'ring.pdf'))).toBe(printed?.sha256);
    const [verified] = await cli.json('verify', ...vault, '--json');
    expect(verified).toMatchObject({ ok: true, originals: exhibits, faults: [] });
  });
});

describe('import from the command line', { timeout: 120_000 }, () => {
  it('takes each file alone, names the bad ones, and ends with 2', async () => {
    using cli = commandLine();
    const vault = await cli.vault();
    writeFileSync(join(cli.folder, 'good.csv'), 'id,amount\n007,1.10\n');
    writeFileSync(join(cli.folder, 'empty.csv'), '');
    const argv = ['import', ...vault, '--case', 'C-0001', '--json', 'absent.csv', 'empty.csv', '/dev/null', 'good.csv'];
    const { code, out, err } = await cli.run(...argv);
    expect(code).toBe(2);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ file, error, exhibit }) => [file, error?.code ?? exhibit])).toEqual([
      ['absent.csv', 'not-found'],
      ['empty.csv', 'unsupported'],
      ['/dev/null', process.platform === 'win32' ? 'not-found' : 'unsupported'],
      ['good.csv', 'E-0001'],
    ]);
    expect(err).toContain('"absent.csv" does not exist');
  });

  it('ends with 1 under --strict when a row was rejected', async () => {
    using cli = commandLine();
    const vault = await cli.vault();
    writeFileSync(join(cli.folder, 'ragged.csv'), 'a,b\n1,2\n1,2,3,4\n5,6\n');
    const argv = ['import', ...vault, '--case', 'C-0001', 'ragged.csv'];
    const strict = await cli.run(...argv, '--strict');
    expect(strict.out).toContain('rejected 1');
    expect(strict.code).toBe(1);
  });
});

describe('sql from the command line', { timeout: 120_000 }, () => {
  it('keeps every value and says when a limit cut the result', async () => {
    using cli = commandLine();
    const vault = await cli.vault();
    writeFileSync(
      join(cli.folder, 'cells.csv'),
      'id,wallet,formula\n007,0x314659,=1+1\n12345678901234567890,5e10,ok\n',
    );
    await cli.run('import', ...vault, '--case', 'C-0001', 'cells.csv');
    const sql = (...argv: string[]) => cli.run('sql', ...vault, '--case', 'C-0001', ...argv);
    const json = await sql('--json', 'SELECT id, wallet, id AS id, 9007199254740993 AS big, NULL AS none FROM cells');
    expect(json.out).toBe(
      '{"id":"007","wallet":"0x314659","id_2":"007","big":9007199254740993,"none":null}\n' +
        '{"id":"12345678901234567890","wallet":"5e10","id_2":"12345678901234567890","big":9007199254740993,"none":null}\n',
    );
    const limited = await sql('--format', 'csv', '--limit', '1', 'SELECT id FROM cells');
    expect(limited.out.replaceAll('\r', '')).toBe('id\n007\n');
    expect(limited.err).toContain('row limit of 1');
    const guarded = await sql('--format', 'csv', '--guard', 'SELECT formula FROM cells');
    expect(guarded.out.replaceAll('\r', '')).toBe("formula\n'=1+1\nok\n");
    expect(guarded.err).toContain('1 cell got a leading apostrophe (row 1 formula).');
    expect((await sql('SELECT id, NULL AS n FROM cells LIMIT 1')).out).toBe('id   n\n---  ----\n007  NULL\n');
  });

  it('refuses errors, writes and other files with 2, and changes nothing', async () => {
    using cli = commandLine();
    const vault = await cli.vault();
    const sql = (statement: string) => cli.run('sql', ...vault, '--case', 'C-0001', statement);
    for (const statement of ['SELEKT 1', 'DELETE FROM exhibits', "ATTACH 'x.db' AS x", 'SELECT * FROM no_such_table'])
      expect({ statement, code: (await sql(statement)).code }).toEqual({ statement, code: 2 });
    expect((await cli.run('verify', ...vault)).code).toBe(0);
  });

  it('stops at its time limit and on Ctrl+C, and leaves the vault free', async () => {
    using cli = commandLine({ keyCost: KEY_COST });
    const vault = await cli.vault();
    const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
    const timed = await cli.run('sql', ...vault, '--case', 'C-0001', '--timeout', '1', endless);
    expect(timed.code).toBe(2);
    const child = cli.start('sql', ...vault, '--case', 'C-0001', endless);
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    setTimeout(() => child.kill('SIGINT'), 2500);
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(130);
    expect(said).toContain('Stopped');
    expect((await cli.run('case', 'list', ...vault)).code).toBe(0);
  });
});

describe('verify from the command line', { timeout: 120_000 }, () => {
  it('ends with 1 and names what is wrong when the store was altered', async () => {
    using cli = commandLine({ keyCost: KEY_COST });
    const vault = await cli.vault();
    writeFileSync(join(cli.folder, 'note.txt'), 'x'.repeat(200_000));
    await cli.run('import', ...vault, '--case', 'C-0001', 'note.txt');
    expect((await cli.run('verify', ...vault)).code).toBe(0);
    const store = join(vault[1], 'store.db');
    const bytes = readFileSync(store);
    const at = Math.floor(statSync(store).size * 0.75);
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    writeFileSync(store, bytes);
    const { code, out } = await cli.runProcess({}, 'verify', ...vault);
    expect(code).toBe(1);
    expect(out).toContain('FAULT');
  });
});
