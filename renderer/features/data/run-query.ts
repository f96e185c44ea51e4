import type { CaseId } from '../../../shared/contract/values.ts';
import { CallError, call, runJob } from '../../client/call.ts';
import { changeTab, closeTab, deskOf, type QueryTab } from './workspace.ts';

const running = new Map<string, AbortController>(); // by tab: a run goes on while another screen is shown

const discard = (tab: QueryTab | undefined): void => {
  if (tab?.result) void call('query.discard', { resultId: tab.result.resultId }).catch(() => {});
};

/** Runs a statement in a tab; what the tab showed before is given back first. The outcome lands in the workspace. */
export async function runInTab(caseId: CaseId, tabId: string, sql: string): Promise<void> {
  const { tabs, rowLimit, timeoutSeconds } = deskOf(caseId);
  const tab = tabs.find((each) => each.id === tabId);
  if (!tab || running.has(tabId)) return;
  discard(tab);
  const abort = new AbortController();
  running.set(tabId, abort);
  const startedAt = Date.now();
  changeTab(caseId, tabId, { result: null, kept: null, run: { state: 'running', sql, startedAt, rows: null } });
  try {
    const result = await runJob(
      'query.run',
      { caseId, sql, rowLimit, timeoutSeconds },
      {
        signal: abort.signal,
        onProgress: ({ progress }) =>
          void changeTab(caseId, tabId, { run: { state: 'running', sql, startedAt, rows: progress?.done ?? null } }),
      },
    );
    const kept = changeTab(caseId, tabId, { result, run: { state: 'idle' } });
    if (!kept) void call('query.discard', { resultId: result.resultId }).catch(() => {});
  } catch (error) {
    const { code, message } =
      error instanceof CallError ? error : new CallError('internal', 'The query ended unexpectedly.');
    changeTab(caseId, tabId, { run: { state: 'failed', sql, code, message } });
  } finally {
    running.delete(tabId);
  }
}

export const cancelTab = (tabId: string): void => running.get(tabId)?.abort();

/** Closes a tab, stops what runs in it and gives its rows back. */
export function closeQuery(caseId: CaseId, tabId: string): void {
  cancelTab(tabId);
  discard(deskOf(caseId).tabs.find((tab) => tab.id === tabId));
  closeTab(caseId, tabId);
}
