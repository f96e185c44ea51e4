import { Button, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { useId, useState } from 'react';
import type { Entity } from '../../shared/contract/entities.ts';
import type { CaseId, EntityId, ExhibitId } from '../../shared/contract/values.ts';
import { call } from '../client/call.ts';
import { useRead } from '../client/hooks.ts';
import { ExhibitPicker } from '../ui/exhibit-picker.tsx';
import { messageOf } from '../ui/toaster.ts';

interface Props {
  readonly caseId: CaseId;
  readonly entity: Entity;
  /** The label of the other one, where it is known already. */
  readonly other?: string;
  readonly onDone: () => void;
}
type Decision = 'same' | 'different' | 'undecided';
const MOST_OFFERED = 200;

/** Says of an entity that another one is the same, different or undecided, with the reason and what it rests on. */
export function IdentityForm({ caseId, entity, other: known = '', onDone }: Props) {
  const id = useId();
  const { data: entities = [] } = useRead('entity.list', { caseId });
  const [wanted, setWanted] = useState(known);
  const [picked, setOther] = useState<EntityId | ''>('');
  const [verdict, setVerdict] = useState<Decision>('same');
  const [reason, setReason] = useState('');
  const [exhibits, setExhibits] = useState<ExhibitId[]>([]);
  const [problem, setProblem] = useState('');
  const words = wanted.trim().toLowerCase();
  const fitting = entities.filter(
    (each) => each.type === entity.type && each.id !== entity.id && each.label.toLowerCase().includes(words),
  );
  const same = fitting.find(({ label }) => label === known);
  const other = picked || (same?.id ?? '');
  const chosen = fitting.some((each) => each.id === other) ? other : '';
  const { data: weighed } = useRead(
    'identity.weigh',
    { caseId, a: entity.id, b: (chosen || entity.id) as EntityId },
    { enabled: chosen !== '' && verdict === 'same' },
  );
  const concerns = verdict === 'same' && chosen ? (weighed?.concerns ?? []) : [];
  const decide = async (): Promise<void> => {
    try {
      const despite = concerns.length > 0;
      const exhibitId = exhibits[0] ?? null;
      await call('identity.decide', {
        caseId,
        a: entity.id,
        b: chosen as EntityId,
        verdict,
        reason,
        exhibitId,
        despite,
      });
      onDone();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <form
      className="rt-column rt-identity-form"
      onSubmit={(event) => {
        event.preventDefault();
        void decide();
      }}
    >
      <label htmlFor={`${id}-find`}>Other entity of this type</label>
      <InputGroup
        id={`${id}-find`}
        leftIcon="search"
        placeholder="Part of its label"
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <HTMLSelect
        aria-label="Other entity"
        value={chosen}
        onChange={(event) => setOther(event.currentTarget.value as EntityId)}
        options={[
          { value: '', label: fitting.length === 0 ? 'No other entity fits' : 'Choose one' },
          ...fitting.slice(0, MOST_OFFERED).map((each) => ({ value: each.id, label: each.label })),
        ]}
      />
      <label htmlFor={`${id}-verdict`}>Decision</label>
      <HTMLSelect
        id={`${id}-verdict`}
        value={verdict}
        onChange={(event) => setVerdict(event.currentTarget.value as Decision)}
        options={[
          { value: 'same', label: 'The same' },
          { value: 'different', label: 'Different' },
          { value: 'undecided', label: 'Undecided' },
        ]}
      />
      <label htmlFor={`${id}-reason`}>Reason</label>
      <InputGroup
        id={`${id}-reason`}
        value={reason}
        placeholder="Same phone number and delivery address"
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <label htmlFor={`${id}-exhibit`}>Exhibit it rests on</label>
      <ExhibitPicker
        id={`${id}-exhibit`}
        caseId={caseId}
        value={exhibits}
        onChange={(chosenNow) => setExhibits(chosenNow.slice(-1))}
      />
      {concerns.map((concern) => (
        <p key={concern} className="rt-warn rt-break">
          {concern}
        </p>
      ))}
      {problem && (
        <p role="alert" className="rt-danger">
          {problem}
        </p>
      )}
      <div className="rt-row">
        <Button
          type="submit"
          intent={concerns.length > 0 ? 'warning' : 'primary'}
          text={concerns.length > 0 ? 'Decide despite this' : 'Decide'}
          disabled={chosen === '' || reason.trim() === ''}
        />
        <Button text="Cancel" onClick={onDone} />
      </div>
    </form>
  );
}
