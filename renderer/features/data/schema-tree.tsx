import { Button, Icon, InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { DatasetSummary } from '../../../shared/contract/evidence.ts';
import { formatCount, plural } from '../../ui/format.ts';

type Table = Output<'query.schema'>[number];
interface Props {
  readonly tables: readonly Table[];
  readonly datasets: readonly DatasetSummary[];
  readonly onInsert: (name: string) => void;
  /** Opens and runs a query that shows the table. */
  readonly onShow: (table: Table) => void;
  readonly onCertificate: (dataset: DatasetSummary) => void;
}

const fits = (table: Table, query: string): boolean =>
  `${table.name} ${table.columns.map((column) => column.name).join(' ')}`.toLowerCase().includes(query.toLowerCase());

/** What a query may read: the datasets of the case, then the case's own tables. */
export function SchemaTree({ tables, datasets, onInsert, onShow, onCertificate }: Props) {
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (name: string): void => setOpen((held) => held.symmetricDifference(new Set([name])));
  const group = (kind: Table['kind'], title: string) => {
    const shown = tables.filter((table) => table.kind === kind && fits(table, query.trim()));
    if (shown.length === 0) return null;
    return (
      <section aria-label={title}>
        <h2 className="rt-data-schema-group">{title}</h2>
        <ul>
          {shown.map((table) => (
            <TableEntry
              key={table.name}
              table={table}
              dataset={datasets.find((dataset) => dataset.view === table.name)}
              open={open.has(table.name) || (query.trim() !== '' && shown.length < 4)}
              onToggle={() => toggle(table.name)}
              onInsert={onInsert}
              onShow={onShow}
              onCertificate={onCertificate}
            />
          ))}
        </ul>
      </section>
    );
  };
  return (
    <nav className="rt-data-schema" aria-label="Tables and columns">
      <InputGroup
        leftIcon="search"
        size="small"
        placeholder="Find a table or column"
        aria-label="Find a table or column"
        value={query}
        onValueChange={setQuery}
        type="search"
      />
      <div className="rt-data-schema-scroll">
        {group('dataset', 'Datasets')}
        {group('case', 'Case tables')}
      </div>
    </nav>
  );
}

interface EntryProps extends Omit<Props, 'tables' | 'datasets'> {
  readonly table: Table;
  readonly dataset: DatasetSummary | undefined;
  readonly open: boolean;
  readonly onToggle: () => void;
}
function TableEntry({ table, dataset, open, onToggle, onInsert, onShow, onCertificate }: EntryProps) {
  return (
    <li>
      <div className="rt-data-schema-table">
        <button
          type="button"
          className="rt-data-schema-caret"
          aria-expanded={open}
          aria-label={`Columns of ${table.name}`}
          onClick={onToggle}
        >
          <Icon icon={open ? 'caret-down' : 'caret-right'} size={14} />
        </button>
        <button
          type="button"
          className="rt-data-schema-name rt-cut"
          title={table.description ? `Insert ${table.name}. ${table.description}` : `Insert ${table.name}`}
          onClick={() => onInsert(table.name)}
        >
          {table.name}
        </button>
        {table.rows !== null && (
          <span className="rt-data-schema-note" title={plural(table.rows, 'row')}>
            {formatCount(table.rows)}
          </span>
        )}
        <Button
          variant="minimal"
          size="small"
          icon="play"
          aria-label={`Show the rows of ${table.name}`}
          title="Show the rows"
          onClick={() => onShow(table)}
        />
      </div>
      {open && (
        <ul>
          {table.description && <li className="rt-data-schema-description">{table.description}</li>}
          {dataset && (
            <li>
              <button type="button" className="rt-data-schema-certificate" onClick={() => onCertificate(dataset)}>
                <Icon icon={dataset.warnings > 0 ? 'warning-sign' : 'endorsed'} size={12} />
                Import certificate of {dataset.exhibitLabel}
                {dataset.warnings > 0 && `, ${plural(dataset.warnings, 'warning')}`}
              </button>
            </li>
          )}
          {table.columns.map((column) => (
            <li key={column.name}>
              <button
                type="button"
                className="rt-data-schema-column"
                title={`Insert ${column.name}`}
                onClick={() => onInsert(column.name)}
              >
                <span className="rt-cut">{column.name}</span>
                <span className="rt-data-schema-note">{column.type}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
