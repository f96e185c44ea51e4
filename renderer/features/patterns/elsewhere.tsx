import { Button, Callout, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { DatasetMapping } from '../../../shared/contract/patterns.ts';
import { DIALECT_NAMES, DIALECTS, type Dialect } from '../../../shared/domain/patterns/dialects.ts';
import { type Mapping, ROLES, type Role } from '../../../shared/domain/patterns/roles.ts';
import { factsSql, patternSql, type Template, type Values } from '../../../shared/domain/patterns/template.ts';
import { copyText } from '../../client/clipboard.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { CodeBox } from '../../ui/hash.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { showError, showToast } from '../../ui/toaster.ts';

interface Props {
  readonly template: Template;
  readonly dataset: DatasetMapping;
  readonly mapping: Mapping;
  readonly values: Values;
}

/** The SQL as it runs here, and as another database takes it, under the names that table and columns have there. */
export function Elsewhere({ template, dataset, mapping, values }: Props) {
  const { go } = useNavigation();
  const [dialect, setDialect] = useState<Dialect>('redthread');
  const [table, setTable] = useState(dataset.view);
  const [names, setNames] = useState<Mapping>({});
  const here = dialect === 'redthread';
  const source = { name: here ? dataset.view : table.trim() || dataset.view };
  const header = (column: string | undefined): string =>
    dataset.columns.find(({ name }) => name === column)?.header || column || '';
  const there: Mapping = Object.fromEntries(
    template.needs.map((role) => [role, names[role]?.trim() || header(mapping[role])]),
  );
  const bound = [template, dialect, source, here ? mapping : there, values] as const;
  const sql = patternSql(...bound);
  const copy = (text: string, what: string): void =>
    void copyText(text).then(() => showToast({ message: `${what} copied.` }), showError);
  return (
    <Panel
      title="SQL"
      actions={
        <>
          <HTMLSelect
            aria-label="Dialect"
            value={dialect}
            onChange={(event) => setDialect(event.target.value as Dialect)}
            options={DIALECT_NAMES.map((value) => ({ value, label: DIALECTS[value].name }))}
          />
          {here && (
            <Button size="small" icon="edit" text="Open in the editor" onClick={() => go({ screen: 'data', sql })} />
          )}
          <Button size="small" icon="duplicate" text="Copy" onClick={() => copy(sql, 'SQL')} />
          {!here && (
            <Button
              size="small"
              icon="duplicate"
              text="Copy its conditions"
              onClick={() => copy(factsSql(...bound), 'Conditions')}
            />
          )}
        </>
      }
    >
      {!here && (
        <div className="rt-patterns-there">
          <Field label="Table there" help="Parts by dots: project.dataset.table">
            {(id, describedBy) => (
              <InputGroup
                id={id}
                aria-describedby={describedBy}
                value={table}
                onChange={(event) => setTable(event.target.value)}
              />
            )}
          </Field>
          {template.needs.map((role: Role) => (
            <Field key={role} label={`${ROLES[role].word} there`}>
              {(id) => (
                <InputGroup
                  id={id}
                  value={names[role] ?? header(mapping[role])}
                  onChange={(event) => setNames((before) => ({ ...before, [role]: event.target.value }))}
                />
              )}
            </Field>
          ))}
        </div>
      )}
      {!here && (
        <Callout compact intent={DIALECTS[dialect].proven ? 'none' : 'warning'} className="rt-patterns-proof">
          {DIALECTS[dialect].proven
            ? `The tests run this on ${DIALECTS[dialect].name} itself and get the same answer as here.`
            : `Unproven: written by hand for ${DIALECTS[dialect].name} and never run there by us. Check it on data that you know.`}{' '}
          Times must be timestamps there. Import the result, and state this query as its origin.
        </Callout>
      )}
      <CodeBox label="Statement" text={sql} className="rt-patterns-sql" wrap={false} />
    </Panel>
  );
}
