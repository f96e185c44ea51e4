import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { newCase, openTestCore, PASSPHRASE } from '../support/core.ts';

export interface RollbackOutcome {
  readonly rollbacks: number;
  /** Numbers of older copies that opened without a word. */
  readonly untold: number[];
  /** Openings of the store as it was left that were told all the same. */
  readonly falselyTold: number;
}

/** Puts the whole vault back to each of many older copies, and each time to where it was left; only the first must be told. */
export async function rollBack(rollbacks: number): Promise<RollbackOutcome> {
  await using test = await openTestCore();
  const dir = test.core.session?.dir ?? '';
  const copyOf = (number: number) => join(test.folder, `copy ${number}`);
  const put = (copy: string): void => {
    rmSync(dir, { recursive: true });
    cpSync(copy, dir, { recursive: true });
  };
  const open = async () => {
    const ticket = test.core.tickets.issue({ kind: 'folder', path: dir });
    const { rolledBack } = await test.call('vault.open', { vault: { ticket }, passphrase: PASSPHRASE });
    return rolledBack !== null;
  };
  const outcome = { rollbacks, untold: [] as number[], falselyTold: 0 };
  await test.call('vault.setBackups', { keep: 0 });
  const caseId = await newCase(test);
  for (let copy = 0; copy < rollbacks; copy++) {
    await test.call('case.update', { caseId, background: `State ${copy}` });
    await test.call('vault.lock', {});
    cpSync(dir, copyOf(copy), { recursive: true });
    if (await open()) outcome.falselyTold++;
  }
  for (let copy = 0; copy < rollbacks; copy++) {
    await test.call('vault.lock', {});
    cpSync(dir, copyOf(rollbacks), { recursive: true });
    put(copyOf(copy));
    if (!(await open())) outcome.untold.push(copy);
    await test.call('vault.lock', {});
    put(copyOf(rollbacks));
    await open(); // told too: this computer saw the older one go on meanwhile
    await test.call('case.update', { caseId, background: `Again ${copy}` });
  }
  return outcome;
}
