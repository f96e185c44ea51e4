import { Button, Callout, Dialog, DialogBody, DialogFooter, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { useMemo, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import { DIALECTS } from '../../../shared/domain/patterns/dialects.ts';
import { type CarriedTable, carry } from '../../../shared/domain/sql-elsewhere/carry.ts';
import type { Elsewhere } from '../../../shared/domain/sql-elsewhere/words.ts';
import type { FiledQuery } from '../../../shared/domain/sql-files.ts';
import { significant } from '../../../shared/domain/sql-tokens.ts';
import { CodeBox } from '../../ui/hash.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { copyValue } from './result-rows.ts';

const ENGINES = Object.keys(DIALECTS).filter((name): name is Elsewhere => name !== 'redthread');

interface Props {
  readonly query: FiledQuery;
  readonly tables: Output<'query.schema'>;
  readonly onClose: () => void;
}

/** A query in the words of another database, with the names that its tables and columns have there. What cannot be carried over is named. */
export function CarryDialog({ query, tables, onClose }: Props) {
  const [dialect, setDialect] = useState<Elsewhere>('postgresql');
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const read = useMemo(() => readIn(query.sql, tables), [query.sql, tables]);
  const there = (own: string, of: string) => names[own]?.trim() || of;
  const mapped = read.map(
    (table): CarriedTable => ({
      name: table.name,
      there: there(table.name, table.name),
      columns: table.columns.map((name) => ({ name, there: there(`${table.name}.${name}`, name) })),
    }),
  );
  const known = tables.map(({ name }) => name);
  const { sql, left, cautions } = carry(query.sql, dialect, mapped, known, query.parameters);
  const { name, proven } = DIALECTS[dialect];
  const field = (own: string, of: string) => (
    <Field key={own} label={own} className="rt-data-carry-name">
      {(id) => (
        <InputGroup
          id={id}
          size="small"
          placeholder={of}
          value={names[own] ?? ''}
          onValueChange={(value) => setNames({ ...names, [own]: value })}
        />
      )}
    </Field>
  );
  return (
    <Dialog isOpen title="Copy for another database" onClose={onClose} className="rt-data-carry">
      <DialogBody>
        <div className="rt-column">
          <Field label="Database">
            {(id) => (
              <HTMLSelect
                id={id}
                value={dialect}
                onChange={(event) => setDialect(event.currentTarget.value as Elsewhere)}
                options={ENGINES.map((each) => ({ value: each, label: DIALECTS[each].name }))}
              />
            )}
          </Field>
          {read.length > 0 && (
            <fieldset className="rt-data-carry-names">
              <legend>Names there</legend>
              {read.flatMap((table) => [
                field(table.name, table.name),
                ...table.columns.map((column) => field(`${table.name}.${column}`, column)),
              ])}
            </fieldset>
          )}
          {left.length > 0 && (
            <Callout compact intent="danger">
              <p>
                <strong>This cannot be carried over to {name}</strong>
              </p>
              <ul>
                {left.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </Callout>
          )}
          {sql !== null && (
            <>
              <Callout compact intent={proven ? 'none' : 'warning'}>
                {proven
                  ? `Statements carried over to ${name} are run on it by the tests of this program.`
                  : `Unproven: no test runs what is carried over to ${name}. Check its result before you rely on it.`}
                {cautions.map((each) => (
                  <p key={each}>{each}</p>
                ))}
              </Callout>
              <CodeBox label="SQL" text={sql} />
            </>
          )}
        </div>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Close" onClick={onClose} />
            <Button
              text="Copy"
              icon="duplicate"
              intent="primary"
              disabled={sql === null}
              onClick={() => sql !== null && void copyValue(sql)}
            />
          </>
        }
      />
    </Dialog>
  );
}

/** The datasets that a statement names, with those of their columns that it names. */
function readIn(sql: string, tables: Output<'query.schema'>): { name: string; columns: string[] }[] {
  const named = new Set(
    significant(sql).flatMap(({ kind, value }) => (kind === 'word' || kind === 'quoted' ? [value.toLowerCase()] : [])),
  );
  return tables
    .filter(({ kind, name }) => kind === 'dataset' && named.has(name.toLowerCase()))
    .map(({ name, columns }) => ({
      name,
      columns: columns.flatMap((column) => (named.has(column.name.toLowerCase()) ? [column.name] : [])),
    }));
}
