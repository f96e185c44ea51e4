import { Button, Icon, InputGroup } from '@blueprintjs/core';
import { type ReactNode, useContext, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { CombinedDataset, DatasetSummary } from '../../../shared/contract/datasets.ts';
import { readingShort, readingWords } from '../../../shared/domain/readings.ts';
import { typeWords } from '../../../shared/domain/type-words.ts';
import { columnAsked, openQuestions } from '../../parts/questions.ts';
import { ReadingGlyph } from '../../parts/reading-glyph.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Writable } from '../../ui/saved-field.tsx';

type Table = Output<'query.schema'>[number];
interface Props {
  readonly tables: readonly Table[];
  readonly datasets: readonly DatasetSummary[];
  readonly combined: readonly CombinedDataset[];
  readonly onInsert: (name: string) => void;
  /** Opens and runs a query that shows the table. */
  readonly onShow: (table: Table) => void;
  readonly onCertificate: (dataset: DatasetSummary) => void;
  readonly onProfile: (dataset: DatasetSummary) => void;
  readonly onExport: (of: DatasetSummary | CombinedDataset) => void;
  /** Asked for another name in SQL. */
  readonly onRename: (of: DatasetSummary | CombinedDataset) => void;
  /** Asked to read a column in another way. */
  readonly onReading: (dataset: DatasetSummary, column: string) => void;
  /** What is listed above the tables. */
  readonly children?: ReactNode;
}

const fits = (table: Table, query: string): boolean =>
  `${table.name} ${table.columns.map((column) => column.name).join(' ')}`.toLowerCase().includes(query.toLowerCase());

/** What a query may read: the datasets of the case, then the case's own tables. */
export function SchemaTree({
  tables,
  datasets,
  combined,
  onInsert,
  onShow,
  onCertificate,
  onProfile,
  onExport,
  onRename,
  onReading,
  children,
}: Props) {
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
              combined={combined.find(({ view }) => view === table.name)}
              open={open.has(table.name) || (query.trim() !== '' && shown.length < 4)}
              onToggle={() => toggle(table.name)}
              onInsert={onInsert}
              onShow={onShow}
              onCertificate={onCertificate}
              onProfile={onProfile}
              onExport={onExport}
              onRename={onRename}
              onReading={onReading}
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
        {children}
        {group('dataset', 'Datasets')}
        {group('case', 'Case tables')}
      </div>
    </nav>
  );
}

interface EntryProps extends Omit<Props, 'tables' | 'datasets' | 'combined' | 'children'> {
  readonly table: Table;
  readonly dataset: DatasetSummary | undefined;
  readonly combined: CombinedDataset | undefined;
  readonly open: boolean;
  readonly onToggle: () => void;
}
function TableEntry({
  table,
  dataset,
  combined,
  open,
  onToggle,
  onInsert,
  onShow,
  onCertificate,
  onProfile,
  onExport,
  onRename,
  onReading,
}: EntryProps) {
  const disabled = !useContext(Writable);
  const named = dataset ?? combined;
  const asked = dataset ? openQuestions(dataset).length : 0;
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
        {asked > 0 && (
          <Icon icon="help" size={12} className="rt-warn" title={`${plural(asked, 'question')} about its columns`} />
        )}
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
                <Icon icon={asked > 0 ? 'help' : dataset.warnings > 0 ? 'warning-sign' : 'endorsed'} size={12} />
                Import certificate of {dataset.exhibitLabel}
                {asked > 0
                  ? `, ${plural(asked, 'question')}`
                  : dataset.warnings > 0 && `, ${plural(dataset.warnings, 'warning')}`}
              </button>
            </li>
          )}
          {dataset && (
            <li>
              <button type="button" className="rt-data-schema-certificate" onClick={() => onProfile(dataset)}>
                <Icon icon="list-columns" size={12} /> Profile
              </button>
            </li>
          )}
          {named && (
            <li>
              <button type="button" className="rt-data-schema-certificate" onClick={() => onExport(named)}>
                <Icon icon="export" size={12} /> Export
              </button>
            </li>
          )}
          {named && !disabled && (
            <li>
              <button type="button" className="rt-data-schema-certificate" onClick={() => onRename(named)}>
                <Icon icon="edit" size={12} /> Rename
              </button>
            </li>
          )}
          {table.columns.map((column) => (
            <ColumnEntry
              key={column.name}
              column={column}
              asked={dataset?.columns.some((own) => own.name === column.name && columnAsked(own)) ?? false}
              onInsert={onInsert}
              onReading={dataset && (() => onReading(dataset, column.name))}
            />
          ))}
        </ul>
      )}
    </li>
  );
}

interface ColumnProps {
  readonly column: Table['columns'][number];
  /** A question about it is open. */
  readonly asked: boolean;
  readonly onInsert: (name: string) => void;
  /** Missing where the reading is not this table's own: it follows those of the tables that it combines. */
  readonly onReading: (() => void) | undefined;
}
function ColumnEntry({ column: { name, type, reading }, asked, onInsert, onReading }: ColumnProps) {
  const words = reading && (
    <>
      <span className="rt-cut">{readingShort(reading)}</span>
      <ReadingGlyph reading={reading} asked={asked} />
    </>
  );
  const change = reading && `Change how ${name} is read (${readingWords(reading)})`;
  return (
    <li className="rt-data-schema-column">
      <button type="button" className="rt-cut" title={`Insert ${name}`} onClick={() => onInsert(name)}>
        {name}
      </button>
      {reading === undefined ? (
        <span className="rt-data-schema-note">{typeWords(type)}</span>
      ) : onReading ? (
        <button type="button" className="rt-data-schema-reading" title={change} onClick={onReading}>
          {words}
        </button>
      ) : (
        <span className="rt-data-schema-reading" title={readingWords(reading)}>
          {words}
        </span>
      )}
    </li>
  );
}
