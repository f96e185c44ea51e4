import { expect } from 'vitest';
import type { Input, Output } from '../../shared/contract/commands.ts';
import type { GraphFormat } from '../../shared/contract/graph.ts';
import type { BoardId, CaseId } from '../../shared/contract/values.ts';
import { newCase, type TestCore } from './core.ts';

export type Asked = Omit<Input<'graph.load'>, 'boardId' | 'datasetId'>;

/** Imports files and puts the first graph of them onto the board of a case that is made for it. */
export async function loadedGraph(
  test: TestCore,
  files: readonly (readonly [name: string, bytes: Uint8Array | string])[],
  asked: Partial<Asked> = {},
): Promise<{ caseId: CaseId; boardId: BoardId; staged: Output<'graph.stage'> }> {
  const caseId = await newCase(test);
  const { boardId } = await test.call('case.get', { caseId });
  for (const [name, bytes] of files) {
    const { datasetProblem } = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) });
    expect([name, datasetProblem]).toEqual([name, null]);
  }
  const sources = await test.call('graph.sources', { caseId });
  const source = sources.find(({ kind }) => kind !== 'nodes') ?? sources[0];
  const nodes = sources.find(({ kind }) => kind === 'nodes');
  if (!source) throw new Error(`no graph among ${files.map(([name]) => name).join(', ')}`);
  const input = { boardId, datasetId: source.datasetId, nodesId: nodes?.datasetId ?? null, ...asked };
  const before = await test.run('graph.stage', input);
  const { staged } = await test.run('graph.load', input);
  expect(staged).toEqual(before);
  return { caseId, boardId, staged };
}

export async function exportedFiles(
  test: TestCore,
  caseId: CaseId,
  boardId: BoardId | null,
  format: GraphFormat,
): Promise<(readonly [string, Buffer])[]> {
  const { files } = await test.run('graph.export', { caseId, boardId, format, guardFormulas: false });
  return Promise.all(files.map(async ({ ticket, name }) => [name, await test.collect(ticket)] as const));
}

/** Everything of a board that is to survive a round trip, in an order that ids do not tell. */
export async function boardShape(test: TestCore, boardId: BoardId, format: GraphFormat | null = null) {
  const { entities, links, items } = await test.call('board.get', { boardId });
  const place = new Map<string, object>(
    items.map(({ subject, x, y, width, height }) => [subject.id, { x, y, width, height }]),
  );
  const label = new Map<string, string>(entities.map((entity) => [entity.id, `${entity.type} ${entity.label}`]));
  const isFtm = format === 'ftm';
  return {
    items: entities
      .map(({ id, type, label: name, note }) => [type, name, note, isFtm ? null : place.get(id)])
      .toSorted((a, b) => (String(a[1]) < String(b[1]) ? -1 : 1)),
    links: links
      .map(({ from, to, type, label: name, direction, note, facts }) => {
        const { exhibit: _, ...said } = facts ?? { exhibit: '' };
        const amount = facts?.amount && { sum: facts.amount.sum, unit: facts.amount.unit };
        return JSON.stringify([
          ...[label.get(from.id), label.get(to.id), type, name, isFtm ? 'forward' : direction, note],
          isFtm
            ? { amount: direction === 'forward' ? amount : undefined, first: facts?.first, last: facts?.last }
            : ordered(said),
        ]);
      })
      .toSorted(),
  };
}
const ordered = (of: object): object => Object.fromEntries(Object.entries(of).toSorted(([a], [b]) => (a < b ? -1 : 1)));
