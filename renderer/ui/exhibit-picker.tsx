import { MenuItem } from '@blueprintjs/core';
import { type ItemRenderer, MultiSelect } from '@blueprintjs/select';
import { useMemo } from 'react';
import type { Exhibit } from '../../shared/contract/evidence.ts';
import type { CaseId, ExhibitId } from '../../shared/contract/values.ts';
import { useRead } from '../client/hooks.ts';
import { exhibitIcon } from './exhibit-thumb.tsx';

interface Props {
  readonly caseId: CaseId;
  readonly value: readonly ExhibitId[];
  readonly onChange: (value: ExhibitId[]) => void;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  /** Of the text field, for its label. */
  readonly id?: string | undefined;
}

const SHOWN = 100; // a menu longer than this is searched, not read

const matches = (query: string, exhibit: Exhibit): boolean =>
  `${exhibit.label} ${exhibit.title} ${exhibit.originalName} ${exhibit.tags.join(' ')}`
    .toLowerCase()
    .includes(query.trim().toLowerCase());

/** Chooses exhibits of a case by number, title, file name or tag. */
export function ExhibitPicker({ caseId, value, onChange, placeholder, disabled = false, id }: Props) {
  const { data } = useRead('evidence.list', { caseId });
  const all = useMemo(() => data ?? [], [data]);
  const chosen = useMemo(() => {
    const byId = new Map(all.map((exhibit) => [exhibit.id, exhibit]));
    return value.flatMap((exhibitId) => byId.get(exhibitId) ?? []);
  }, [all, value]);
  const toggle = (exhibit: Exhibit): void =>
    onChange(value.includes(exhibit.id) ? value.filter((each) => each !== exhibit.id) : [...value, exhibit.id]);
  const item: ItemRenderer<Exhibit> = (exhibit, { handleClick, handleFocus, modifiers, ref }) =>
    modifiers.matchesPredicate ? (
      <MenuItem
        key={exhibit.id}
        ref={ref}
        active={modifiers.active}
        icon={value.includes(exhibit.id) ? 'tick' : exhibitIcon(exhibit)}
        text={`${exhibit.label} ${exhibit.title}`}
        htmlTitle={`${exhibit.label} ${exhibit.title} (${exhibit.mediaType})`}
        roleStructure="listoption"
        selected={value.includes(exhibit.id)}
        onClick={handleClick}
        onFocus={handleFocus}
      />
    ) : null;
  return (
    <MultiSelect<Exhibit>
      fill
      disabled={disabled}
      items={all.filter((exhibit) => exhibit.removedAt === null)}
      selectedItems={chosen}
      itemListPredicate={(query, items) => items.filter((each) => matches(query, each)).slice(0, SHOWN)}
      itemPredicate={matches}
      itemRenderer={item}
      itemsEqual="id"
      onItemSelect={toggle}
      onRemove={toggle}
      tagRenderer={(exhibit) => `${exhibit.label} ${exhibit.title}`}
      placeholder={placeholder ?? 'Add exhibits by number, title or tag'}
      noResults={<MenuItem disabled text="No exhibit fits" roleStructure="listoption" />}
      popoverProps={{ minimal: true, matchTargetWidth: true }}
      tagInputProps={{ inputProps: (id ? { id } : { 'aria-label': 'Exhibits' }) as object }}
      resetOnSelect
    />
  );
}
