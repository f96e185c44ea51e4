import { HTMLSelect } from '@blueprintjs/core';
import { EntityType } from '../../../shared/contract/entities.ts';
import { ENTITY } from '../../../shared/domain/entities.ts';

const OPTIONS = EntityType.options.map((value) => ({ value, label: ENTITY[value].word }));

export function TypeSelect({
  id,
  value,
  onChange,
  label,
}: {
  id?: string;
  /** Null where several values are meant that differ. */
  value: EntityType | null;
  onChange: (type: EntityType) => void;
  /** Where no visible label names it. */
  label?: string;
}) {
  return (
    <HTMLSelect
      {...(id ? { id } : {})}
      aria-label={label}
      options={value === null ? [{ value: '', label: 'different types' }, ...OPTIONS] : OPTIONS}
      value={value ?? ''}
      onChange={(event) => event.currentTarget.value && onChange(EntityType.parse(event.currentTarget.value))}
    />
  );
}
