import { useMemo } from 'react';
import type { Trace, TracedTransfer } from '../../../shared/contract/traces.ts';
import type { DatasetId } from '../../../shared/contract/values.ts';
import { eachRow, rowsOf } from '../../../shared/domain/row-ranges.ts';
import { SEVERAL } from '../../../shared/domain/tracing/flow-scene.ts';
import { useRead } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { choose, EMPTY, useSelectedRows, useSelection } from '../../state/selection.ts';

/** The trace of what one payment moves, by itself. */
export function alone({ spec }: Trace, { transaction, from, to }: TracedTransfer): Trace['spec'] {
  const payer = spec.direction === 'backwards' ? to : from;
  // Of coins the payment is an output, and told by who receives it.
  const account = spec.model === 'coins' ? (spec.direction === 'backwards' ? from : to) : payer;
  return {
    ...spec,
    sources: [{ account: account.includes(SEVERAL) ? '' : account, transaction, since: null, amount: null }],
  };
}

/**
 * The payments of a trace whose rows are selected on any screen, and what selects more of them, or fewer. An exhibit of several mapped tables does
 * not tell which one a row is of: such payments cannot be ticked.
 */
export function useTicked({ transfers, inputs }: Trace) {
  const { caseId } = useNavigation();
  const { data: sources } = useRead('transfer.sources', { caseId });
  const followed = useSelectedRows();
  const { current } = useSelection();
  const datasets = useMemo(() => {
    const named = Map.groupBy(inputs, ({ exhibit }) => exhibit);
    const found = new Map<string, DatasetId>();
    for (const { exhibitLabel, view, datasetId } of sources ?? [])
      if (named.get(exhibitLabel)?.length === 1 && named.get(exhibitLabel)?.[0]?.dataset === view)
        found.set(exhibitLabel, datasetId);
    return found;
  }, [inputs, sources]);
  const ticked = useMemo(() => {
    const rows = new Map<string, Set<number>>();
    const chosen = (current?.selection.rows ?? []).map((each) => [each.datasetId, each.rows] as const);
    for (const [dataset, text] of [...followed, ...chosen]) {
      const held = rows.get(dataset) ?? new Set();
      for (const row of eachRow(text)) held.add(row);
      rows.set(dataset, held);
    }
    return new Set(
      transfers.flatMap(({ exhibit, row }, at) => (rows.get(datasets.get(exhibit) ?? '')?.has(row) ? [at] : [])),
    );
  }, [transfers, followed, current, datasets]);
  const tick = (places: readonly number[], is: boolean): void => {
    const those = new Set(places);
    const next = is ? ticked.union(those) : ticked.difference(those);
    const byDataset = Map.groupBy(
      [...next].flatMap((at) => {
        const { exhibit, row } = transfers[at] as TracedTransfer;
        const datasetId = datasets.get(exhibit);
        return datasetId ? [{ datasetId, row }] : [];
      }),
      ({ datasetId }) => datasetId,
    );
    const rows = [...byDataset].map(([datasetId, those]) => ({ datasetId, rows: rowsOf(those.map(({ row }) => row)) }));
    choose({ selection: { ...EMPTY, rows }, source: 'money', from: 'Money' });
  };
  return [ticked, tick] as const;
}
