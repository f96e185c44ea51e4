import { Button, Icon } from '@blueprintjs/core';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { showError, showToast } from '../../ui/toaster.ts';
import type { QueueItem } from './import-queue.ts';
import { NO_ORIGIN, queryBeside, queryTextOf } from './origin-words.ts';

const NONE: never[] = [];

/** A `.sql` that lies beside a table which was just imported is likely the query that produced it: one click says so, of all of an import. */
export function QueryOffers({ items }: { items: readonly QueueItem[] }) {
  const { caseId } = useNavigation();
  const { data: exhibits = NONE as readonly Exhibit[] } = useRead('evidence.list', { caseId });
  const { data: datasets = NONE as readonly DatasetSummary[] } = useRead('dataset.list', { caseId });
  const write = useWrite('dataset.origin');
  const came = items.map(({ name, result }) => ({ name, exhibitId: result?.exhibitId }));
  const offers = datasets.flatMap((dataset) => {
    const name = exhibits.find(({ id }) => id === dataset.exhibitId)?.originalName;
    if (!name || dataset.origin !== null || !came.some(({ exhibitId }) => exhibitId === dataset.exhibitId)) return [];
    const query = queryBeside(exhibits, came, name);
    return query ? [{ dataset, query }] : [];
  });
  const [first] = offers;
  if (!first) return null;
  const one = offers.length === 1;
  const attach = async (): Promise<void> => {
    try {
      for (const { dataset, query } of offers) {
        const text = await queryTextOf(query);
        await write.mutateAsync({ datasetId: dataset.id, origin: { ...NO_ORIGIN, query: text.trim() } });
      }
      const message = one
        ? `${first.query.label} is stated as the query behind ${first.dataset.view}.`
        : `Queries are stated behind ${plural(offers.length, 'table')}.`;
      showToast({ message, intent: 'success' });
    } catch (error) {
      showError(error);
    }
  };
  const pairs = offers.map(({ dataset, query }) => `${query.label} ${query.originalName}: ${dataset.exhibitLabel}`);
  return (
    <p className="rt-evidence-import-row" title={pairs.join('\n')}>
      <Icon icon="document" className="rt-muted" />
      <span className="rt-cut">
        {one
          ? `${first.query.label} ${first.query.originalName} lies beside ${first.dataset.exhibitLabel}. Is it the query that produced it?`
          : `Queries lie beside ${plural(offers.length, 'table')} (${pairs.join(', ')}). Did they produce them?`}
      </span>
      <Button
        size="small"
        text={one ? 'State it as the query' : 'State them as the queries'}
        onClick={() => void attach()}
      />
    </p>
  );
}
