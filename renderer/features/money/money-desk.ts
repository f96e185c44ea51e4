import type { Input } from '../../../shared/contract/commands.ts';
import type { Trace } from '../../../shared/contract/traces.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import type { Method } from '../../../shared/domain/tracing/methods.ts';
import { onLock } from '../../state/session.ts';
import { type Form, NEW } from './trace-form.tsx';

/** What stands on the screen of a case, while another screen is shown. */
export interface MoneyDesk {
  readonly form: Form;
  readonly found: { readonly trace: Trace; readonly of: Input<'trace.export'>['of'] } | null;
  readonly drawnBy: readonly Method[] | null;
  readonly saved: { readonly traceId: string; readonly exhibitId: ExhibitId } | null;
}
const desks = new Map<CaseId, MoneyDesk>();
onLock(() => desks.clear());

export const moneyDesk = (caseId: CaseId): MoneyDesk =>
  desks.get(caseId) ?? { form: NEW, found: null, drawnBy: null, saved: null };
export const keepMoneyDesk = (caseId: CaseId, desk: MoneyDesk): void => void desks.set(caseId, desk);
