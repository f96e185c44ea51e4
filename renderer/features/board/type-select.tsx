import { HTMLSelect } from '@blueprintjs/core';
import { EntityType } from '../../../shared/contract/board.ts';
import { ENTITY } from '../../../shared/domain/entities.ts';

const OPTIONS = EntityType.options.map((value) => ({ value, label: ENTITY[value].label }));

export function TypeSelect({
  id,
  value,
  onChange,
  label,
}: {
  id?: string;
  value: EntityType;
  onChange: (type: EntityType) => void;
  /** Where no visible label names it. */
  label?: string;
}) {
  return (
    <HTMLSelect
      {...(id ? { id } : {})}
      aria-label={label}
      options={OPTIONS}
      value={value}
      onChange={(event) => onChange(EntityType.parse(event.currentTarget.value))}
    />
  );
}
