import { Menu, MenuDivider, MenuItem } from '@blueprintjs/core';
import type { QueryResult } from '../../../shared/contract/query.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { filtered, ordered } from './derive.ts';
import type { CellPlace } from './result-grid.tsx';
import { copyColumn, copyRows, copyValue } from './result-rows.ts';
import { canBeNested } from './statements.ts';

export interface MenuDeeds {
  readonly openValue: (place: CellPlace) => void;
  readonly makeEntities: (column: number, rows: readonly number[] | null) => void;
  readonly runSql: (sql: string) => void;
  readonly profile: (column: number) => void;
  readonly chart: (column: number) => void;
}

interface CellMenuProps {
  readonly result: QueryResult;
  readonly place: CellPlace;
  readonly selected: readonly number[];
  readonly deeds: MenuDeeds;
}
export function CellMenu({ result, place, selected, deeds }: CellMenuProps) {
  const { column, row, value } = place;
  const rows = selected.includes(row) ? selected : [row];
  const only = filtered(result.sql, result.columns, column, value, 'is');
  const without = filtered(result.sql, result.columns, column, value, 'is not');
  const name = result.columns[column]?.name ?? '';
  return (
    <Menu>
      <MenuItem icon="duplicate" text="Copy value" onClick={() => void copyValue(cellText(value))} />
      <MenuItem
        icon="duplicate"
        text={rows.length === 1 ? 'Copy row with headers' : `Copy ${rows.length} rows with headers`}
        onClick={() => void copyRows(result, rows)}
      />
      <MenuItem icon="duplicate" text={`Copy column ${name}`} onClick={() => void copyColumn(result, column)} />
      <MenuItem icon="maximize" text="Show the whole value" onClick={() => deeds.openValue(place)} />
      <MenuDivider />
      <MenuItem icon="new-object" text="Make entity" onClick={() => deeds.makeEntities(column, [row])} />
      {rows.length > 1 && (
        <MenuItem
          icon="new-object"
          text={`Make entities of ${rows.length} selected rows`}
          onClick={() => deeds.makeEntities(column, rows)}
        />
      )}
      <MenuDivider />
      <MenuItem
        icon="filter-keep"
        text="Only rows with this value"
        disabled={!only}
        onClick={() => only && deeds.runSql(only)}
      />
      <MenuItem
        icon="filter-remove"
        text="Rows without this value"
        disabled={!without}
        onClick={() => without && deeds.runSql(without)}
      />
    </Menu>
  );
}

interface ColumnMenuProps {
  readonly result: QueryResult;
  readonly column: number;
  readonly selected: readonly number[];
  readonly deeds: MenuDeeds;
}
export function ColumnMenu({ result, column, selected, deeds }: ColumnMenuProps) {
  const nests = canBeNested(result.sql);
  const order = (way: 'ASC' | 'DESC'): void => {
    const sql = ordered(result.sql, result.columns, column, way);
    if (sql) deeds.runSql(sql);
  };
  return (
    <Menu>
      <MenuItem
        icon="list-columns"
        text="Profile: counts, extremes, top values"
        disabled={!nests}
        onClick={() => deeds.profile(column)}
      />
      <MenuItem icon="sort-asc" text="Order ascending" disabled={!nests} onClick={() => order('ASC')} />
      <MenuItem icon="sort-desc" text="Order descending" disabled={!nests} onClick={() => order('DESC')} />
      <MenuItem icon="timeline-bar-chart" text="Chart this column" onClick={() => deeds.chart(column)} />
      <MenuDivider />
      <MenuItem icon="duplicate" text="Copy column with header" onClick={() => void copyColumn(result, column)} />
      <MenuItem
        icon="new-object"
        text={selected.length > 0 ? `Make entities of ${selected.length} selected rows` : 'Make entities of the column'}
        onClick={() => deeds.makeEntities(column, selected.length > 0 ? selected : null)}
      />
    </Menu>
  );
}
