import { HTMLSelect, Icon, type IconName, InputGroup, Radio, RadioGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { EntityType } from '../../shared/contract/entities.ts';
import { OWN_COLOURS, OWN_ICONS } from '../../shared/domain/own-types.ts';
import { call } from '../client/call.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Field } from '../ui/saved-field.tsx';

type Colour = (typeof OWN_COLOURS)[number];
type OwnIcon = (typeof OWN_ICONS)[number];

/** Adds a type of entity to the vault: a name, a colour and an icon. */
export function OwnTypeDialog({ onClose, onMade }: { onClose: () => void; onMade: (type: EntityType) => void }) {
  const [name, setName] = useState('');
  const [colour, setColour] = useState<Colour>(OWN_COLOURS[0]);
  const [icon, setIcon] = useState<OwnIcon>(OWN_ICONS[0]);
  return (
    <ConfirmDialog
      title="New entity type"
      confirm="Add type"
      disabled={name.trim() === ''}
      onClose={onClose}
      onConfirm={async () => onMade((await call('entity.setType', { name, colour, icon })).id)}
    >
      <Field label="Name" help="Kept in this vault. A type of this name is given the new colour and icon.">
        {(id, note) => (
          <InputGroup
            id={id}
            aria-describedby={note}
            autoFocus
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label="Icon">
        {(id) => (
          <div className="rt-row">
            <HTMLSelect
              id={id}
              value={icon}
              options={[...OWN_ICONS]}
              onChange={(event) => setIcon(event.currentTarget.value as OwnIcon)}
            />
            <Icon icon={icon as IconName} size={20} color={colour} />
          </div>
        )}
      </Field>
      <RadioGroup
        inline
        label="Colour"
        selectedValue={colour}
        onChange={(event) => setColour(event.currentTarget.value as Colour)}
      >
        {OWN_COLOURS.map((each) => (
          <Radio key={each} value={each} aria-label={`Colour ${each}`}>
            <Icon icon="full-circle" color={each} />
          </Radio>
        ))}
      </RadioGroup>
    </ConfirmDialog>
  );
}
