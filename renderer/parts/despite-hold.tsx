import { Checkbox } from '@blueprintjs/core';
import type { Hold } from '../../shared/contract/retention.ts';
import type { CaseId } from '../../shared/contract/values.ts';
import { standingHolds } from '../../shared/domain/holds.ts';
import { useRead } from '../client/hooks.ts';

interface Props {
  readonly caseId: CaseId;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function useHolds(caseId: CaseId | undefined): Hold[] {
  const { data: kept = [] } = useRead('retention.list', {});
  const own = kept.find((each) => each.caseId === caseId);
  return own ? standingHolds(own) : [];
}
/** Whether a legal hold of the case stands, about which its closing asks. */
export const useHeld = (caseId: CaseId | undefined): boolean => useHolds(caseId).length > 0;

/** Asks whether a case is closed although a legal hold stands, which stays; nothing where none stands. */
export function DespiteHold({ caseId, checked, onChange }: Props) {
  const holds = useHolds(caseId);
  if (holds.length === 0) return null;
  return (
    <div role="alert" className="rt-warn rt-whole">
      <p>A legal hold stands: {holds.map(({ matter, placedBy }) => `${matter} (placed by ${placedBy})`).join('; ')}.</p>
      <Checkbox
        checked={checked}
        label="Close it, and leave the hold standing"
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </div>
  );
}
