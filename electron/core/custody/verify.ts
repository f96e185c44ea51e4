import { createHash } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import type { VerifyReport } from '../../../shared/contract/vault.ts';
import type { Handler, JobContext } from '../context.ts';
import { chunkAt } from '../evidence/content.ts';
import { entryHash, GENESIS } from './chain.ts';
import { eachEntry, listOriginals, listRecorded, notedHead, type Original } from './store.ts';

type Faults = VerifyReport['faults'];

const BREATHE_EVERY = 500; // custody entries

/** Checks the store, re-hashes every original, walks the custody chain and holds the two against each other; names each fault. */
export const verifyVault: Handler<'vault.verify'> = async (context) => {
  context.label('Verifying the vault');
  const faults: Faults = [];
  const looked = async (what: Faults[number]['what'], subject: string, look: () => void | Promise<void>) => {
    try {
      await look();
    } catch (error) {
      if (!(error instanceof Fault) || error.code === 'cancelled') throw error;
      faults.push({ what, subject, problem: error.message });
    }
  };
  await looked('store', 'store.db', () => {
    for (const problem of context.db.integrity()) faults.push({ what: 'store', subject: 'store.db', problem });
  });
  let originals: Original[] = [];
  let entries = 0;
  let head = GENESIS;
  await looked('store', 'list of originals', () => {
    originals = listOriginals(context.db);
  });
  const total = originals.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const original of originals) {
    await looked('original', original.exhibits, () => rehash(context, original, faults, done, total));
    done += original.bytes;
  }
  await looked('custody', 'custody log', async () => {
    ({ entries, head } = await walk(context, faults));
  });
  context.write(({ record }) =>
    record({
      caseId: null,
      action: 'vault.verify',
      subject: 'vault',
      detail: { originals: originals.length, bytes: total, entries, head, faults: faults.length },
    }),
  );
  return { ok: faults.length === 0, originals: originals.length, bytes: total, custodyEntries: entries, head, faults };
};

async function rehash(
  context: JobContext,
  original: Original,
  faults: Faults,
  before: number,
  total: number,
): Promise<void> {
  const hash = createHash('sha256');
  let bytes = 0;
  for (let seq = 0; bytes < original.bytes; seq++) {
    const chunk = chunkAt(context.db, original.contentId, seq);
    if (!chunk) break;
    hash.update(chunk);
    bytes += chunk.length;
    context.progress(before + bytes, total, 'bytes');
    await context.breathe();
  }
  const report = (problem: string) => faults.push({ what: 'original', subject: original.exhibits, problem });
  if (bytes !== original.bytes) report(`has ${bytes} bytes; ${original.bytes} came in`);
  else if (hash.digest('hex') !== original.sha256)
    report(`its bytes were altered: they no longer have the SHA-256 ${original.sha256}`);
}

/** Every entry against its own hash, its predecessor and its number; every exhibit against the entry that took it in. */
async function walk(context: JobContext, faults: Faults): Promise<{ entries: number; head: string }> {
  const report = (seq: number, problem: string) =>
    faults.push({ what: 'custody', subject: `custody entry ${seq}`, problem });
  const taken = new Map<string, { sha256: unknown; bytes: unknown }>();
  let entries = 0;
  let head = GENESIS;
  let expected = 1;
  for (const { hash, ...entry } of eachEntry(context.db, {})) {
    if (entry.seq !== expected)
      report(
        expected,
        entry.seq === expected + 1 ? 'is missing' : `is missing, and so are those up to ${entry.seq - 1}`,
      );
    if (entryHash(entry) !== hash) report(entry.seq, 'was altered: it no longer has its hash');
    if (entry.previous !== head && entry.seq === expected)
      report(entry.seq, 'does not follow the entry before it: one of the two was altered, replaced or moved');
    const { exhibitId, sha256, bytes } = entry.detail;
    if (typeof exhibitId === 'string' && sha256 !== undefined && bytes !== undefined)
      taken.set(exhibitId, { sha256, bytes });
    head = hash;
    expected = entry.seq + 1;
    if (++entries % BREATHE_EVERY === 0) await context.breathe();
  }
  const noted = notedHead(context.db);
  if (noted !== undefined && noted !== head)
    report(expected, 'is missing, and perhaps more: the log was cut off at its end');
  for (const exhibit of listRecorded(context.db)) {
    const entry = taken.get(exhibit.id);
    const wrong = (problem: string) => faults.push({ what: 'exhibit', subject: exhibit.label, problem });
    if (!entry) wrong('no custody entry tells how it came in');
    else if (entry.sha256 !== exhibit.sha256 || entry.bytes !== exhibit.bytes)
      wrong('its record differs from the custody entry of its import');
    if (exhibit.held && exhibit.contentSha256 === null) wrong('its bytes are missing although it was never removed');
    if (exhibit.contentSha256 !== null && exhibit.contentSha256 !== exhibit.sha256)
      wrong('it points to the bytes of something else');
  }
  return { entries, head };
}
