import './shaping.css';
import { Button, HTMLSelect, Spinner } from '@blueprintjs/core';
import { useEffect, useRef, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { isFilter, type Shaping, shapingColumns } from '../../../shared/domain/shaping.ts';
import { runJob } from '../../client/call.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { messageOf } from '../../ui/toaster.ts';
import type { QueryTab } from './data-desk.ts';
import { FacetCard } from './facets-card.tsx';
import { shape, showFacets } from './shaping-desk.ts';

type Facets = Output<'analysis.facets'>;
interface Props {
  readonly caseId: CaseId;
  readonly tab: QueryTab;
  readonly shaping: Shaping;
  readonly columns: readonly string[];
  readonly timeoutSeconds: number;
}
const VALUES = 12;
const MORE_VALUES = 200;

/** What the columns of a result hold, counted over all rows of the statement and not only those within the row limit. */
export function FacetsPanel({ caseId, tab, shaping, columns, timeoutSeconds }: Props) {
  const all = shapingColumns(shaping);
  const shown = columns.filter((name) => all.includes(name));
  const [more, setMore] = useState<ReadonlySet<string>>(new Set());
  const { found, problem, counting } = useFacets(
    caseId,
    shaping,
    shown,
    more.size > 0 ? MORE_VALUES : VALUES,
    timeoutSeconds,
  );
  const show = (facets: readonly string[] | null): void => showFacets(caseId, tab, facets);
  const rest = all.filter((name) => !shown.includes(name));
  return (
    <aside className="rt-data-facets" aria-label="Facets" aria-busy={counting}>
      <header className="rt-data-facets-head">
        <h2>Facets</h2>
        <span className="rt-grow rt-muted" role="status">
          {found &&
            (found.kept === found.rows
              ? plural(found.rows, 'row')
              : `${formatCount(found.kept)} of ${plural(found.rows, 'row')}`)}
        </span>
        {counting && <Spinner size={14} aria-label="Counting" />}
        <Button icon="cross" variant="minimal" size="small" aria-label="Close the facets" onClick={() => show(null)} />
      </header>
      <div className="rt-data-facets-list" data-old={counting}>
        {problem && (
          <p role="alert" className="rt-danger">
            {problem}
          </p>
        )}
        {found?.facets
          .filter(({ column }) => shown.includes(column))
          .map((facet) => (
            <FacetCard
              key={facet.column}
              facet={more.has(facet.column) ? facet : cut(facet)}
              shaping={shaping}
              onShape={(next) => shape(caseId, tab, next)}
              onMore={() => setMore((held) => held.symmetricDifference(new Set([facet.column])))}
              more={more.has(facet.column)}
              onClose={() => show(shown.filter((name) => name !== facet.column))}
            />
          ))}
        {rest.length > 0 && (
          <HTMLSelect
            fill
            aria-label="Add a facet"
            value=""
            onChange={(event) => show([...shown, event.currentTarget.value])}
            options={[
              { value: '', label: 'Add a facet …', disabled: true },
              ...rest.map((name) => ({ value: name, label: name })),
            ]}
          />
        )}
      </div>
    </aside>
  );
}

/** A facet with the first values alone, and those that are chosen. */
function cut(facet: Facets['facets'][number]): Facets['facets'][number] {
  if (facet.values.length <= VALUES) return facet;
  const hidden = facet.values.slice(VALUES);
  return {
    ...facet,
    values: facet.values.slice(0, VALUES),
    rest: {
      values: facet.rest.values + hidden.length,
      rows: facet.rest.rows + hidden.reduce((sum, { rows }) => sum + rows, 0),
    },
  };
}

/** Counts again when steps or columns change; what was counted before stays until then. An answer that comes too late is dropped. */
function useFacets(
  caseId: CaseId,
  shaping: Shaping,
  columns: readonly string[],
  values: number,
  timeoutSeconds: number,
) {
  const [state, setState] = useState<{ found: Facets | null; problem: string; of: string }>({
    found: null,
    problem: '',
    of: '',
  });
  const last = useRef('');
  const asked = {
    shaping: {
      ...shaping,
      steps: shaping.steps.filter(
        (step, at) =>
          step.kind !== 'sort' || shaping.steps.slice(at).some((each) => !isFilter(each) && each.kind !== 'sort'),
      ),
    },
    columns: [...columns],
    values,
  };
  const key = JSON.stringify(asked);
  useEffect(() => {
    last.current = key;
    const { shaping: of, columns: wanted, values: most } = JSON.parse(key) as typeof asked;
    const done = (found: Facets | null, problem: string): void => {
      if (last.current === key)
        setState((before) => ({ found: found ?? (problem ? before.found : null), problem, of: key }));
    };
    if (wanted.length === 0) return done(null, '');
    runJob('analysis.facets', { caseId, shaping: of, columns: wanted, values: most, timeoutSeconds }).then(
      (found) => done(found, ''),
      (error: unknown) => done(null, messageOf(error)),
    );
    return () => {
      last.current = '';
    };
  }, [key, caseId, timeoutSeconds]);
  return { found: state.found, problem: state.problem, counting: state.of !== key };
}
