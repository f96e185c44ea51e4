import { Button, Icon } from '@blueprintjs/core';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { showError, showToast } from '../../ui/toaster.ts';
import type { QueueItem } from './import-queue.ts';
import { isBeside, NO_ORIGIN, queriesBeside, queryTextOf } from './origin-words.ts';

const MOST_OFFERS = 2;
const NONE: never[] = [];

/** A `.sql` that lies beside a table which was just imported is likely the query that produced it: one click says so. */
export function QueryOffers({ items }: { items: readonly QueueItem[] }) {
  const { caseId } = useNavigation();
  const { data: exhibits = NONE as readonly Exhibit[] } = useRead('evidence.list', { caseId });
  const { data: datasets = NONE as readonly DatasetSummary[] } = useRead('dataset.list', { caseId });
  const write = useWrite('dataset.origin');
  const came = new Set(items.flatMap(({ result }) => (result ? [result.exhibitId] : [])));
  const offers = datasets.flatMap((dataset) => {
    const name = exhibits.find(({ id }) => id === dataset.exhibitId)?.originalName;
    if (!name || dataset.origin !== null || !came.has(dataset.exhibitId)) return [];
    const [query] = queriesBeside(exhibits, name);
    return query && isBeside(query, name) ? [{ dataset, query }] : [];
  });
  const attach = async (dataset: DatasetSummary, query: Exhibit): Promise<void> => {
    try {
      const text = await queryTextOf(query);
      await write.mutateAsync({ datasetId: dataset.id, origin: { ...NO_ORIGIN, query: text.trim() } });
      showToast({ message: `${query.label} is stated as the query behind ${dataset.view}.`, intent: 'success' });
    } catch (error) {
      showError(error);
    }
  };
  return offers.slice(0, MOST_OFFERS).map(({ dataset, query }) => (
    <p key={dataset.id} className="rt-evidence-import-row">
      <Icon icon="document" className="rt-muted" />
      <span className="rt-cut">
        {query.label} {query.originalName} lies beside {dataset.exhibitLabel}. Is it the query that produced it?
      </span>
      <Button size="small" text="State it as the query" onClick={() => void attach(dataset, query)} />
    </p>
  ));
}
