import { useEffect } from 'react';
import { z } from 'zod';
import type { CaseId } from '../../../shared/contract/values.ts';
import { keep, kept } from '../../state/desk.ts';
import { onLock } from '../../state/session.ts';
import { createStore, useStore } from '../../state/store.ts';

const Strips = z.object({ board: z.boolean(), data: z.boolean() });
type Strips = z.infer<typeof Strips>;
const NONE: Strips = { board: false, data: false };
const shown = createStore<{ readonly caseId: CaseId | null; readonly strips: Strips }>({ caseId: null, strips: NONE });
onLock(() => shown.set({ caseId: null, strips: NONE }));

/** Whether a screen shows its strip of times; kept with the case. */
export function useStrip(caseId: CaseId, screen: keyof Strips) {
  const { caseId: of, strips } = useStore(shown);
  useEffect(() => {
    if (of === caseId) return;
    let gone = false;
    void kept(caseId, 'strips', Strips, NONE).then(({ value }) => gone || shown.set({ caseId, strips: value }));
    return () => {
      gone = true;
    };
  }, [caseId, of]);
  return {
    isShown: of === caseId && strips[screen],
    toggle: (): void => {
      const next = { ...strips, [screen]: !strips[screen] };
      shown.set({ caseId, strips: next });
      keep(caseId, 'strips', next);
    },
  };
}

/** The zone that the timeline shows times in, which strips take too. */
export const timelineZone = async (caseId: CaseId): Promise<string> =>
  (await kept(caseId, 'timeline', z.object({ zone: z.string() }), { zone: 'UTC' })).value.zone;
