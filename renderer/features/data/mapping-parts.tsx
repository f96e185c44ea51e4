import { Button, Checkbox, HTMLSelect, InputGroup } from '@blueprintjs/core';
import type { EntityType } from '../../../shared/contract/entities.ts';
import type { Mapping } from '../../../shared/contract/mapping.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import { LINK_TYPES } from '../../../shared/domain/entities.ts';
import { typeOptions } from '../../state/entity-kinds.ts';

type MappedLink = Mapping['links'][number];

interface Props {
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

export function MappedColumns({ result, mapping, onChange }: Props & { result: QueryResult }) {
  const names = [...new Set(result.columns.map(({ name }) => name))];
  const typeOf = (name: string) => mapping.columns.find(({ column }) => column === name)?.type;
  const toggle = (name: string): void => {
    const columns = typeOf(name)
      ? mapping.columns.filter(({ column }) => column !== name)
      : [...mapping.columns, { column: name, type: 'detect' as const }];
    const held = new Set(columns.map(({ column }) => column));
    onChange({ columns, links: mapping.links.filter(({ from, to }) => held.has(from) && held.has(to)) });
  };
  const join = (from: string, to: string): void => {
    if (from !== to && typeOf(from) && typeOf(to))
      onChange({ ...mapping, links: [...mapping.links, newLink(from, to)] });
  };
  return (
    <fieldset className="rt-data-mapping-columns">
      <legend>Columns that are entities</legend>
      <p className="rt-muted">Drag one onto another to link them.</p>
      <ul>
        {names.map((name) => (
          <li
            key={name}
            draggable={typeOf(name) !== undefined}
            onDragStart={(event) => event.dataTransfer.setData(DRAGGED, name)}
            onDragOver={(event) => typeOf(name) && event.dataTransfer.types.includes(DRAGGED) && event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              join(event.dataTransfer.getData(DRAGGED), name);
            }}
          >
            <Checkbox
              checked={typeOf(name) !== undefined}
              onChange={() => toggle(name)}
              label={name}
              className="rt-mono rt-grow"
            />
            {typeOf(name) !== undefined && (
              <HTMLSelect
                aria-label={`Type of ${name}`}
                value={typeOf(name)}
                onChange={(event) => {
                  const type = event.target.value as EntityType | 'detect';
                  const columns = mapping.columns.map((each) => (each.column === name ? { ...each, type } : each));
                  onChange({ ...mapping, columns });
                }}
                options={[{ value: 'detect', label: 'Detect automatically' }, ...typeOptions()]}
              />
            )}
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
const DRAGGED = 'application/x-redthread-column';
const newLink = (from: string, to: string): MappedLink => ({
  from,
  to,
  type: 'related to',
  direction: 'forward',
  amount: null,
  time: null,
});

interface LinksProps extends Props {
  readonly amounts: readonly string[];
  readonly times: readonly string[];
}
export function MappedLinks({ mapping, amounts, times, onChange }: LinksProps) {
  const names = mapping.columns.map(({ column }) => column);
  const change = (at: number, part: Partial<MappedLink>): void =>
    onChange({ ...mapping, links: mapping.links.map((link, index) => (index === at ? { ...link, ...part } : link)) });
  return (
    <fieldset className="rt-data-mapping-links">
      <legend>Links that a row makes</legend>
      <datalist id="mapping-link-types">
        {LINK_TYPES.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      <ul>
        {mapping.links.map((link, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two links may be alike, and none moves
          <li key={at}>
            <div className="rt-data-mapping-link">
              <HTMLSelect
                aria-label={`From, link ${at + 1}`}
                value={link.from}
                options={names}
                onChange={(event) => change(at, { from: event.target.value })}
              />
              <InputGroup
                aria-label={`What link ${at + 1} says`}
                list="mapping-link-types"
                maxLength={500}
                value={link.type}
                onValueChange={(type) => change(at, { type })}
              />
              <HTMLSelect
                aria-label={`To, link ${at + 1}`}
                value={link.to}
                options={names}
                onChange={(event) => change(at, { to: event.target.value })}
              />
              <Button
                variant="minimal"
                icon="cross"
                aria-label={`Remove link ${at + 1}`}
                onClick={() => onChange({ ...mapping, links: mapping.links.filter((_, index) => index !== at) })}
              />
            </div>
            <div className="rt-data-mapping-facts rt-muted">
              <span>
                adds up{' '}
                <HTMLSelect
                  aria-label={`Amount of link ${at + 1}`}
                  value={link.amount ?? ''}
                  options={[{ value: '', label: 'nothing' }, ...amounts.map((value) => ({ value, label: value }))]}
                  onChange={(event) => change(at, { amount: event.target.value || null })}
                />
              </span>
              <span>
                first and last by{' '}
                <HTMLSelect
                  aria-label={`Time of link ${at + 1}`}
                  value={link.time ?? ''}
                  options={[{ value: '', label: 'nothing' }, ...times.map((value) => ({ value, label: value }))]}
                  onChange={(event) => change(at, { time: event.target.value || null })}
                />
              </span>
              <Checkbox
                label="no direction"
                checked={link.direction === 'none'}
                onChange={(event) => change(at, { direction: event.currentTarget.checked ? 'none' : 'forward' })}
              />
            </div>
          </li>
        ))}
      </ul>
      <Button
        size="small"
        icon="plus"
        text="Add link"
        disabled={names.length < 2}
        onClick={() => onChange({ ...mapping, links: [...mapping.links, newLink(names[0] ?? '', names[1] ?? '')] })}
      />
    </fieldset>
  );
}
