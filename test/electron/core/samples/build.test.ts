import { describe, expect, it } from 'vitest';
import { BURST_IP, BURST_LOGINS, DEVICES, PAYOUT_ACCOUNT, RING } from '../../../../electron/core/samples/story.ts';
import { openTestCore } from '../../../support/core.ts';

describe('the sample case', { timeout: 60_000 }, () => {
  it('is built by the same commands as any case, and its evidence says what its findings claim', async () => {
    await using test = await openTestCore();
    const { caseId } = await test.run('sample.build', {});
    const exhibits = await test.call('evidence.list', { caseId });
    expect(exhibits.map(({ preview }) => preview)).toEqual([
      ...['table', 'table', 'table', 'table'],
      ...['image', 'image', 'image', 'image'],
      ...['query', 'query', 'query', 'query', 'chart'],
    ]);
    expect(exhibits.filter(({ kind }) => kind === 'file').every(({ tags }) => tags.includes('synthetic'))).toBe(true);
    const rowsOf = async (label: string) => {
      const exhibitId = exhibits.find((each) => each.label === label)?.id as never;
      return (await test.call('query.frozen', { exhibitId })).rows;
    };
    expect((await rowsOf('E-0009')).map(([device]) => device).sort()).toEqual([...DEVICES].sort());
    const paid = await rowsOf('E-0010');
    expect(new Set(paid.map(([payout]) => payout))).toEqual(new Set([PAYOUT_ACCOUNT]));
    expect(paid).toHaveLength(RING.filter(({ sharesPayout }) => sharesPayout).length);
    expect(await rowsOf('E-0011')).toMatchObject([
      [BURST_IP, '2026-03-14 02:10Z', BURST_LOGINS, RING.length, expect.anything()],
    ]);

    const { boardId } = await test.call('case.get', { caseId });
    const board = await test.call('board.get', { boardId });
    expect(board.entities).toHaveLength(RING.length + DEVICES.length + 2);
    expect(board.links.every(({ exhibits: support }) => support.length > 0)).toBe(true);
    const findings = await test.call('finding.list', { caseId });
    expect(findings.map(({ basis }) => basis)).toEqual(['evidence', 'evidence', 'assessment']);
    for (const edition of ['executive', 'legal', 'infosec'] as const)
      expect(await test.run('report.check', { caseId, edition })).toEqual([]);
    for (const { id: datasetId } of await test.call('dataset.list', { caseId }))
      expect(await test.call('dataset.certificate', { datasetId })).toMatchObject({ balanced: true, rejected: 0 });
  });

  it('can be built twice in one vault, as two cases', async () => {
    await using test = await openTestCore();
    const first = await test.run('sample.build', {});
    const second = await test.run('sample.build', {});
    expect(second.caseId).not.toBe(first.caseId);
    const hashes = async (caseId: typeof first.caseId) =>
      (await test.call('evidence.list', { caseId })).filter(({ kind }) => kind === 'file').map(({ sha256 }) => sha256);
    expect(await hashes(second.caseId)).toEqual(await hashes(first.caseId));
  });
});
