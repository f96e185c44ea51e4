import type { PrintOutcome } from '../../../shared/contract/bridge.ts';
import type { Input, Output } from '../../../shared/contract/commands.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { CallError, host, runJob } from '../../client/call.ts';
import { onLock } from '../../state/session.ts';
import { createStore } from '../../state/store.ts';
import { messageOf } from '../../ui/toaster.ts';

export type Printed = Output<'report.print'>;
export type Delivered = Output<'report.deliver'>;
export type Fate = 'saved' | PrintOutcome;

export type Printing =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly words: string; readonly done: number; readonly total: number | null }
  | { readonly state: 'printed'; readonly printed: Printed; readonly fate: Fate }
  | { readonly state: 'delivered'; readonly delivered: Delivered; readonly fate: Fate }
  | { readonly state: 'failed'; readonly message: string };

export const IDLE: Printing = { state: 'idle' };

/** The print of each case. It goes on while another screen is looked at, and ends with the lock. */
export const prints = createStore<ReadonlyMap<string, Printing>>(new Map());
const stops = new Map<string, AbortController>();

const tell = (caseId: string, printing: Printing): void => prints.update((all) => new Map(all).set(caseId, printing));
export const dismissPrint = (caseId: CaseId): void => tell(caseId, IDLE);
export const cancelPrint = (caseId: CaseId): void => stops.get(caseId)?.abort();

onLock(() => {
  for (const stop of stops.values()) stop.abort();
  stops.clear();
  prints.set(new Map());
});

export type Wanted =
  | { readonly kind: 'pdf'; readonly input: Input<'report.print'> }
  | { readonly kind: 'delivery'; readonly input: Input<'report.deliver'> };

/**
 * Prints and hands out what was made.
 * @param settle saves what was typed and tells whether that worked: what is printed is what is seen
 * @returns whether something was made
 */
export async function startPrint(wanted: Wanted, settle: () => Promise<boolean>): Promise<boolean> {
  const { caseId } = wanted.input;
  const stop = new AbortController();
  stops.get(caseId)?.abort();
  stops.set(caseId, stop);
  const say = (printing: Printing): void => {
    if (stops.get(caseId) === stop) tell(caseId, printing);
  };
  const options = {
    signal: stop.signal,
    onProgress: ({ label, progress }: { label: string; progress?: { done: number; total: number | null } | null }) =>
      say({ state: 'running', words: label, done: progress?.done ?? 0, total: progress?.total ?? null }),
  };
  say({ state: 'running', words: 'Saving what was typed', done: 0, total: null });
  try {
    if (!(await settle()))
      throw new CallError('conflict', 'What was typed could not be saved, so nothing was printed. See the top right.');
    if (wanted.kind === 'pdf') {
      const printed = await runJob('report.print', wanted.input, options);
      const { ticket, name } = printed;
      const fate = wanted.input.paper ? await host().print(ticket, name) : await host().save(ticket, name);
      say({ state: 'printed', printed, fate });
    } else {
      const delivered = await runJob('report.deliver', wanted.input, options);
      say({ state: 'delivered', delivered, fate: await host().save(delivered.ticket, delivered.name) });
    }
    return true;
  } catch (error) {
    const stopped = error instanceof CallError && error.code === 'cancelled';
    say(stopped ? IDLE : { state: 'failed', message: messageOf(error) });
    return false;
  }
}
