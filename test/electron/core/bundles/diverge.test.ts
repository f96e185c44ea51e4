import { describe, expect, it } from 'vitest';
import type { BundleReport, Take } from '../../../../shared/contract/bundle-report.ts';
import type { CaseId, ExhibitId } from '../../../../shared/contract/values.ts';
import { fullCase, id } from '../../../support/bundled-case.ts';
import { openTestCore, type TestCore } from '../../../support/core.ts';
import { post } from '../../../support/merge.ts';

/** Numbers that look random and are the same each time: mulberry32. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** One change by somebody, of any kind that a case knows. */
async function change(test: TestCore, caseId: CaseId, roll: (below: number) => number, word: string): Promise<void> {
  const entities = await test.call('entity.list', { caseId });
  const findings = await test.call('finding.list', { caseId });
  const exhibits = (await test.call('evidence.list', { caseId })).filter(({ removedAt }) => removedAt === null);
  const entity = entities[roll(Math.max(1, entities.length))];
  const finding = findings[roll(Math.max(1, findings.length))];
  const exhibit = exhibits[roll(Math.max(1, exhibits.length))];
  const { boardId } = await test.call('case.get', { caseId });
  const acts: (() => Promise<unknown>)[] = [
    () =>
      test.run('evidence.import', {
        caseId,
        ticket: test.ticketForBytes(`${word}.csv`, `account,ip\n${word},192.0.2.1\n`),
      }),
    () => test.call('entity.create', { caseId, entities: [{ id: id(), type: 'account', label: word }] }),
    () =>
      test.call('finding.create', {
        caseId,
        claim: `${word} says ${exhibit?.label}`,
        exhibits: exhibit ? [exhibit.id] : [],
      }),
    () =>
      test.call('event.create', {
        caseId,
        title: word,
        note: '',
        starts: '2026-05',
        until: '',
        zone: 'UTC',
        discovered: '',
        exhibits: [],
      }),
    () => test.call('work.addTask', { caseId, text: word }),
    () => test.call('work.addEntry', { caseId, minutes: 5, text: word }),
    () => test.call('checklist.add', { caseId, of: { text: word } }),
    () => test.call('query.save', { caseId, name: word, sql: 'SELECT 1', description: word }),
    () =>
      test.call('request.create', {
        to: { caseId, reason: 'the same' },
        subject: word,
        asked: word,
        questions: [word],
      }),
    () => test.call('board.apply', { boardId, step: word, ops: placedNote(word, roll) }),
    async () => entity && test.call('entity.update', { caseId, entities: [{ id: entity.id, note: word }] }),
    async () => finding && test.call('finding.update', { findingId: finding.id, claim: `Now ${word}` }),
    async () => exhibit && test.call('evidence.update', { exhibitId: exhibit.id, note: word, tags: [word] }),
    () => test.call('case.update', { caseId, team: word }),
    () => test.call('report.update', { caseId, caveat: word }),
    async () => finding && findings.length > 1 && test.call('finding.remove', { findingId: finding.id }),
    async () => entity && entities.length > 1 && test.call('entity.remove', { caseId, ids: [entity.id] }),
    async () =>
      entities.length > 1 &&
      test.call('link.create', {
        caseId,
        links: [
          {
            ...{ id: id(), type: word, from: { kind: 'entity' as const, id: entities[0]?.id as never } },
            ...{ to: { kind: 'entity' as const, id: entities[1]?.id as never }, exhibits: exhibit ? [exhibit.id] : [] },
          },
        ],
      }),
  ];
  await acts[roll(acts.length)]?.();
}
function placedNote(text: string, roll: (below: number) => number) {
  const note = id();
  return [
    { op: 'note.create' as const, note: { id: note, text } },
    {
      op: 'item.place' as const,
      item: {
        ...{ id: id(), subject: { kind: 'note' as const, id: note } },
        ...{ x: roll(900), y: roll(900), width: 160, height: 40 },
      },
    },
  ];
}

/** Every word that somebody wrote in a case, in whatever it stands. */
async function wordsOf(test: TestCore, caseId: CaseId): Promise<Set<string>> {
  const held = await Promise.all([
    test.call('case.get', { caseId }),
    test.call('evidence.list', { caseId }),
    test.call('entity.list', { caseId }),
    test.call('link.list', { caseId }),
    test.call('finding.list', { caseId }),
    test.call('event.list', { caseId }),
    test.call('work.tasks', { caseId }),
    test.call('work.log', { caseId }),
    test.call('checklist.list', { caseId }),
    test.call('query.saved', { caseId }),
    test.call('request.list', { caseId }),
    test.call('question.list', { caseId }),
    test.call('report.settings', { caseId }),
    test.call('board.get', { boardId: (await test.call('case.get', { caseId })).boardId }),
  ]);
  return new Set(JSON.stringify(held).match(/\bw[ab]\d+x\b/g) ?? []);
}
const told = (report: BundleReport): Set<string> => new Set(JSON.stringify(report.rows).match(/\bw[ab]\d+x\b/g) ?? []);

describe('two copies of a case that went their own ways', () => {
  it.each([
    [1, 'ours'],
    [2, 'theirs'],
    [3, 'both'],
    [4, 'both'],
    [5, 'theirs'],
  ] as const)('(%i, %s) lose nothing and overwrite nothing unseen', async (seed, conflicts: Take) => {
    await using a = await openTestCore();
    await using b = await openTestCore();
    const mail = await post();
    const { caseId: here } = await fullCase(a);
    const there = await mail.bring(b, await mail.send(a, here));
    const roll = dice(seed);
    for (let round = 0; round < 2; round++) {
      for (let at = 0; at < 14; at++) {
        await change(a, here, roll, `wa${round}${at}x`);
        await change(b, there, roll, `wb${round}${at}x`);
      }
      for (const [from, of, to, into] of [
        [b, there, a, here],
        [a, here, b, there],
      ] as const) {
        const [before, sent] = [await wordsOf(to, into), await wordsOf(from, of)];
        const { report, renumbered, problems } = await mail.mergeBundle(to, await mail.send(from, of), { conflicts });
        const after = await wordsOf(to, into);
        const known = new Set([
          ...told(report),
          ...problems.flatMap((problem) => problem.match(/\bw[ab]\d+x\b/g) ?? []),
        ]);
        // What is not here any more, or did not come, stands in the report that was read.
        expect([...before].filter((word) => !after.has(word) && !known.has(word))).toEqual([]);
        expect([...sent].filter((word) => !after.has(word) && !known.has(word))).toEqual([]);
        if (conflicts !== 'theirs')
          expect([...before].filter((word) => !after.has(word) && !isTheirs(report, word))).toEqual([]);
        const exhibits = await to.call('evidence.list', { caseId: into });
        expect(new Set(exhibits.map(({ number }) => number)).size).toBe(exhibits.length);
        const findings = await to.call('finding.list', { caseId: into });
        expect(new Set(findings.map(({ number }) => number)).size).toBe(findings.length);
        for (const each of renumbered) expect(each.was).not.toBe(each.becomes);
        for (const table of await to.call('dataset.list', { caseId: into }))
          expect(exhibits.some(({ id: exhibit }) => exhibit === (table.exhibitId as ExhibitId))).toBe(true);
        expect(await to.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
      }
      // Both have seen all of the other: the colleague, who merged last, has no conflict with what comes back unchanged.
      const report = await mail.report(a, await mail.send(b, there));
      if (conflicts === 'theirs') expect(report.rows.filter(({ state }) => state === 'conflict')).toEqual([]);
    }
  });
});

/** A word of ours that gave way since only the colleague changed what it stood in. */
const isTheirs = (report: BundleReport, word: string): boolean =>
  report.rows.some(({ state, fields }) => state === 'theirs' && JSON.stringify(fields).includes(word));
