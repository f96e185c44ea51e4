import { describe, expect, it } from 'vitest';
import { openDamagedDaily } from './backups.ts';
import { changeColumns } from './columns.ts';
import { flipBytes } from './flips.ts';
import { killAtRandom } from './kills.ts';
import { lockWhileStalled } from './locks.ts';
import { memoryAfterLock } from './memory.ts';
import { cancelMerges, killMerges } from './merge.ts';
import { cutPower } from './power.ts';
import { killRenewals } from './rekey.ts';
import { rollBack } from './rollback.ts';
import { printScripts } from './scripts.ts';
import { splicePages } from './splice.ts';

/** A short run in `npm test`; `npm run test:torture -- kills 200` and the like for the long ones. */
const count = (name: string, short: number): number =>
  Number(process.env[`TORTURE_${name}`] ?? (process.env['TORTURE_ONLY'] ? 0 : short));
const LONG = 3 * 60 * 60_000; // on a busy machine 200 kills took more than one hour

describe('a vault survives', () => {
  const cuts = count('POWER', 30);
  it.skipIf(cuts === 0)(`${cuts} power cuts`, { timeout: LONG }, () => {
    expect(cutPower(cuts)).toEqual({ cuts, lost: [], unopened: [] });
  });
  const days = count('BACKUPS', 4);
  it.skipIf(days === 0).each(['put back', 'pages'] as const)(
    `${days} daily openings of a store that was damaged (%s) with all its good backups`,
    { timeout: LONG },
    async (damage) => {
      expect(await openDamagedDaily(days, days > 10 ? 5 : 2, damage)).toEqual({ lost: [], told: days });
    },
  );
  const flips = count('FLIPS', 15);
  it.skipIf(flips === 0)(`${flips} flipped bytes, each found and none served`, { timeout: LONG }, async () => {
    const outcome = await flipBytes(flips);
    expect(outcome).toMatchObject({ missed: [], servedWrong: [] });
    expect(outcome.refusedAtOpen + outcome.foundByVerify).toBe(flips);
  });
  const columns = count('COLUMNS', 1);
  it.skipIf(columns === 0)(
    `a change of ${columns} columns of each table, each named by verify`,
    { timeout: LONG },
    async () => {
      expect(await changeColumns(columns)).toMatchObject({ empty: [], unnoticed: [] });
    },
  );
  const splices = count('SPLICE', 8);
  it.skipIf(splices === 0)(`${splices} pages of an older copy, none unnoticed`, { timeout: LONG }, async () => {
    const outcome = await splicePages(splices);
    expect(outcome.unnoticed).toEqual([]);
    expect(outcome.refusedAtOpen + outcome.foundByVerify).toBeGreaterThan(outcome.same);
  });
  const rollbacks = count('ROLLBACK', 3);
  it.skipIf(rollbacks === 0)(
    `${rollbacks} older copies of the whole store, each told of`,
    { timeout: LONG },
    async () => {
      expect(await rollBack(rollbacks)).toEqual({ rollbacks, untold: [], falselyTold: 0 });
    },
  );
  const stalls = count('LOCKS', 1);
  it.skipIf(stalls === 0)(
    `${stalls} locks by button while an upload stalls, told within 2 s`,
    { timeout: LONG },
    async () => {
      const { told, closed } = await lockWhileStalled(stalls, 'asked');
      expect(Math.max(...told)).toBeLessThan(2000);
      expect(closed).toHaveLength(stalls);
    },
  );
  it.skipIf(stalls < 2)('a lock for idleness while an upload stalls, told within 2 s', { timeout: LONG }, async () => {
    const { told } = await lockWhileStalled(1, 'idle');
    expect(Math.max(...told)).toBeLessThan(3000); // the clock is looked at once a second
  });
  const locks = count('MEMORY', 1);
  it.skipIf(locks === 0 || process.platform !== 'linux')(
    `${locks} locks with nothing left in any process's memory (read from /proc: Linux only)`,
    { timeout: LONG },
    async () => {
      for (let lock = 0; lock < locks; lock++) {
        const { open, locked, processes } = await memoryAfterLock();
        expect(open.key * open.passphrase).toBeGreaterThan(0); // the search finds what is there
        expect(open.values).toBe(20);
        expect(locked).toEqual({ key: 0, passphrase: 0, values: 0 });
        expect(processes).toBeGreaterThanOrEqual(2);
      }
    },
  );
  const renewals = count('REKEY', 4);
  it.skipIf(renewals === 0)(
    `${renewals} kills at a step of a change of passphrase or a re-keying`,
    { timeout: LONG },
    async () => {
      const outcome = await killRenewals(renewals);
      expect(outcome).toMatchObject({ kills: renewals, broken: [] });
    },
  );
  for (const [name, stops, torture] of [
    ['kills', count('MERGES', 4), killMerges],
    ['cancellations', count('CANCELS', 4), cancelMerges],
  ] as const)
    it.skipIf(stops === 0)(`${stops} ${name} of a merge: all of it stands, or nothing`, { timeout: LONG }, async () => {
      const { whole, nothing, broken } = await torture(stops);
      expect({ stopped: whole + nothing, broken }).toEqual({ stopped: stops, broken: [] });
    });
  const kills = count('KILLS', 3);
  it.skipIf(kills === 0)(`${kills} kills at random moments`, { timeout: LONG }, async () => {
    expect(await killAtRandom(kills)).toMatchObject({ kills, lost: [], unopened: [] });
  });
});

describe('a report', () => {
  const prints = count('SCRIPTS', 8);
  it.skipIf(prints === 0)(
    `prints ${prints} random boards and texts in nineteen scripts`,
    { timeout: LONG },
    async () => {
      expect(await printScripts(prints)).toEqual({ printed: prints, failed: [] });
    },
  );
});
