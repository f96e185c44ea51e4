import { Menu, MenuDivider, MenuItem } from '@blueprintjs/core';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import { EntityLabel } from '../../../shared/contract/entities.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { detectEntity } from '../../../shared/domain/entities.ts';
import type { Step } from '../../../shared/domain/shaping.ts';
import { decideSameness, openEntityPage } from '../../state/entity-page.ts';
import { plural } from '../../ui/format.ts';
import type { CellPlace } from './result-grid.tsx';
import { copyColumn, copyRows, copyValue, fetchRowsAt } from './result-rows.ts';

export interface MenuHandlers {
  readonly openValue: (place: CellPlace) => void;
  readonly showInExhibit: (place: CellPlace) => void;
  readonly makeEntities: (column: number, rows: readonly number[] | null) => void;
  /** Adds a step to what is shown; null where the statement cannot be nested. */
  readonly shape: ((step: Step) => void) | null;
  /** How often each value of a column occurs. */
  readonly frequencies: (column: number) => void;
  readonly facet: (column: number) => void;
  /** Pins a column to the left, or lets it go. */
  readonly pin: (column: number) => void;
  readonly isPinned: (column: number) => boolean;
  /** The name that a step calls a column by. */
  readonly nameOf: (column: number) => string;
  readonly profile: (column: number) => void;
  readonly variants: (column: number) => void;
  readonly chart: (column: number) => void;
  /** Columns of datasets that a column of the result may be, by its name and what was read. */
  readonly readFrom: (column: number) => readonly ReadColumnOf[];
  readonly reading: (of: ReadColumnOf) => void;
}
export interface ReadColumnOf {
  readonly dataset: DatasetSummary;
  readonly column: string;
}

interface CellMenuProps {
  readonly result: QueryResult;
  readonly place: CellPlace;
  readonly selected: readonly number[];
  readonly handlers: MenuHandlers;
}
export function CellMenu({ result, place, selected, handlers }: CellMenuProps) {
  const { column, row, value } = place;
  const rows = selected.includes(row) ? selected : [row];
  const name = result.columns[column]?.name ?? '';
  const beside = rows.length === 2 ? rows.find((each) => each !== row) : undefined;
  const sameAsBeside = async (): Promise<void> => {
    const [other] = beside === undefined ? [] : await fetchRowsAt(result, [beside]);
    const label = cellText(value).trim();
    decideSameness({ type: detectEntity(label, name), label }, cellText(other?.[column] ?? null).trim());
  };
  return (
    <Menu>
      <MenuItem icon="duplicate" text="Copy value" onClick={() => void copyValue(cellText(value))} />
      <MenuItem
        icon="duplicate"
        text={rows.length === 1 ? 'Copy row with headers' : `Copy ${rows.length} rows with headers`}
        onClick={() => void copyRows(result, rows)}
      />
      <MenuItem icon="duplicate" text={`Copy column ${name}`} onClick={() => void copyColumn(result, column)} />
      <MenuItem icon="maximize" text="Show full value" onClick={() => handlers.openValue(place)} />
      <MenuItem
        icon="document-open"
        text="Show the row in its exhibit"
        label="Alt+O"
        onClick={() => handlers.showInExhibit(place)}
      />
      <MenuDivider />
      <MenuItem
        icon="id-number"
        text="What is known of this value"
        disabled={!EntityLabel.safeParse(cellText(value)).success}
        onClick={() => openEntityPage({ type: detectEntity(cellText(value), name), label: cellText(value).trim() })}
      />
      <MenuItem
        icon="merge-columns"
        text={beside === undefined ? 'Same as another entity…' : `Same as ${name} of the other selected row…`}
        disabled={!EntityLabel.safeParse(cellText(value)).success}
        onClick={() => void sameAsBeside()}
      />
      <MenuItem icon="new-object" text="Make entity" onClick={() => handlers.makeEntities(column, [row])} />
      {rows.length > 1 && (
        <MenuItem
          icon="new-object"
          text={`Make entities from ${rows.length} selected rows`}
          onClick={() => handlers.makeEntities(column, rows)}
        />
      )}
      <MenuDivider />
      <MenuItem
        icon="filter-keep"
        text="Keep only rows with this value"
        disabled={!handlers.shape}
        onClick={() => handlers.shape?.({ kind: 'keep', column: handlers.nameOf(column), values: [value] })}
      />
      <MenuItem
        icon="filter-remove"
        text="Exclude rows with this value"
        disabled={!handlers.shape}
        onClick={() => handlers.shape?.({ kind: 'exclude', column: handlers.nameOf(column), values: [value] })}
      />
    </Menu>
  );
}

interface ColumnMenuProps {
  readonly result: QueryResult;
  readonly column: number;
  readonly selected: readonly number[];
  readonly handlers: MenuHandlers;
}
export function ColumnMenu({ result, column, selected, handlers }: ColumnMenuProps) {
  const nests = handlers.shape !== null;
  const name = handlers.nameOf(column);
  const order = (down: boolean): void => handlers.shape?.({ kind: 'sort', by: [{ column: name, down }] });
  return (
    <Menu>
      <MenuItem
        icon="list-columns"
        text="Profile: counts, range, top values"
        disabled={!nests}
        onClick={() => handlers.profile(column)}
      />
      <MenuItem icon="sort-asc" text="Sort ascending" disabled={!nests} onClick={() => order(false)} />
      <MenuItem icon="sort-desc" text="Sort descending" disabled={!nests} onClick={() => order(true)} />
      <MenuItem
        icon="numbered-list"
        text="Frequencies of its values"
        label="Shift+F"
        disabled={!nests}
        onClick={() => handlers.frequencies(column)}
      />
      <MenuItem
        icon={handlers.isPinned(column) ? 'unpin' : 'pin'}
        text={handlers.isPinned(column) ? 'Unpin' : 'Pin to the left'}
        onClick={() => handlers.pin(column)}
      />
      <MenuItem icon="filter-list" text="Show its facet" disabled={!nests} onClick={() => handlers.facet(column)} />
      <MenuItem
        icon="filter-keep"
        text="Keep rows where it is filled"
        disabled={!nests}
        onClick={() => handlers.shape?.({ kind: 'blank', column: name, keep: false })}
      />
      <MenuItem
        icon="filter-remove"
        text="Keep rows where it is blank"
        disabled={!nests}
        onClick={() => handlers.shape?.({ kind: 'blank', column: name, keep: true })}
      />
      <MenuItem icon="timeline-bar-chart" text="Chart this column" onClick={() => handlers.chart(column)} />
      <MenuItem
        icon="merge-columns"
        text="Find variants of one value"
        disabled={!nests}
        onClick={() => handlers.variants(column)}
      />
      {handlers.readFrom(column).map((of) => (
        <MenuItem
          key={of.dataset.id}
          icon="properties"
          text={`Reading of ${of.dataset.view}.${of.column}`}
          onClick={() => handlers.reading(of)}
        />
      ))}
      <MenuDivider />
      <MenuItem icon="duplicate" text="Copy column with header" onClick={() => void copyColumn(result, column)} />
      <MenuItem
        icon="new-object"
        text={
          selected.length > 0
            ? `Make entities from ${plural(selected.length, 'selected row')}`
            : 'Make entities from this column'
        }
        onClick={() => handlers.makeEntities(column, selected.length > 0 ? selected : null)}
      />
    </Menu>
  );
}
