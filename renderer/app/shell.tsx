import { Icon, Spinner } from '@blueprintjs/core';
import { Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { Case } from '../../shared/contract/cases.ts';
import type { CaseId } from '../../shared/contract/values.ts';
import { call, runJob } from '../client/call.ts';
import { useRead } from '../client/hooks.ts';
import { CountryDrawer } from '../features/countries/country-drawer.tsx';
import { EntityPage } from '../features/entity-page/entity-page.tsx';
import { useImportQueue } from '../features/evidence/import-queue.ts';
import { GraphDialogs } from '../features/graph/graph-dialogs.tsx';
import { Identities } from '../features/identities/identities-drawer.tsx';
import { useActions } from '../state/actions.ts';
import { keep } from '../state/desk.ts';
import { useOwnKindsKept } from '../state/entity-kinds.ts';
import { openIdentities } from '../state/identities.ts';
import { useRunningJobs } from '../state/jobs.ts';
import { NavigationContext, type Place, SCREEN_NAMES, type Screen, useNavigation } from '../state/navigation.tsx';
import { useSelectionOf } from '../state/selection.ts';
import { useSession } from '../state/session.ts';
import { formatCount, plural } from '../ui/format.ts';
import { TlpBanner } from '../ui/hash.tsx';
import { EmptyState } from '../ui/panel.tsx';
import { Writable } from '../ui/saved-field.tsx';
import { showToast } from '../ui/toaster.ts';
import { CASE, SCREEN_ACTIONS, type WindowActions } from './actions.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Header } from './header.tsx';
import { ReadOnlyBanner } from './read-only-banner.tsx';
import { SCREENS } from './screens.tsx';
import { useScrollMemory } from './scroll-memory.ts';

const COUNTS: Partial<Record<Screen, keyof Case['counts']>> = {
  evidence: 'exhibits',
  data: 'datasets',
  board: 'entities',
  findings: 'findings',
};

export function Rail({ counts }: { counts: Case['counts'] }) {
  const { place, go } = useNavigation();
  return (
    <nav className="rt-shell-rail" aria-label="Screens of the case">
      {SCREEN_NAMES.map((screen) => {
        const { label, icon } = SCREENS[screen];
        const counted = COUNTS[screen];
        const count = counted ? counts[counted] : 0;
        return (
          <button
            type="button"
            key={screen}
            className="rt-shell-rail-item"
            aria-current={place.screen === screen ? 'page' : undefined}
            onClick={() => go({ screen })}
          >
            <Icon icon={icon} size={18} />
            <span>{label}</span>
            {count > 0 && counted && (
              <span className="rt-shell-rail-count" title={`${formatCount(count)} ${counted}`}>
                {formatCount(count)}
              </span>
            )}
          </button>
        );
      })}
    </nav>
  );
}

/**
 * Reads the text of the pictures of an open case that were not read yet, unless the vault's settings say otherwise: when it
 * is opened, and after an import. What was stopped or could not be read is not tried again until more pictures come.
 */
export function usePictureReading(caseId: CaseId): void {
  const { data: profile } = useRead('vault.profile', {});
  const { data: unread } = useRead('ocr.pending', { caseId });
  const [left, setLeft] = useState(0);
  const importing = useImportQueue().some(({ state }) => state === 'waiting' || state === 'running');
  const reading = useRunningJobs().some(({ command }) => command === 'ocr.run');
  const writable = useSession().vault?.readOnly === null;
  const due = writable && profile?.readPictures === true && (unread?.pending ?? 0) > left && !importing && !reading;
  useEffect(() => {
    if (!due) return;
    setLeft(Number.POSITIVE_INFINITY); // until it is known how many stay unread
    void read(caseId).then(setLeft);
  }, [due, caseId]);
}

/** @returns how many stay unread */
async function read(caseId: CaseId): Promise<number> {
  try {
    const jobs = await call('job.list', {});
    if (jobs.some(({ command, state }) => command === 'ocr.run' && state === 'running')) return 0; // asked again when it ends
    const { failed } = await runJob('ocr.run', { caseId, unattended: true });
    const [first] = failed;
    if (first)
      showToast({
        message: `The text of ${plural(failed.length, 'picture')} could not be read. ${first.exhibit}: ${first.reason}`,
      });
  } catch {
    // stopped, or the vault was locked: what is left is read another time
  }
  return call('ocr.pending', { caseId }).then(
    ({ pending }) => pending,
    () => Number.POSITIVE_INFINITY,
  );
}

/** Indexes the identifying columns of an open case that were not yet, after an import: nobody waits for it. */
export function useValueIndexing(caseId: CaseId): void {
  const { data } = useRead('page.unindexed', { caseId });
  const importing = useImportQueue().some(({ state }) => state === 'waiting' || state === 'running');
  const [failed, setFailed] = useState(false);
  const writable = useSession().vault?.readOnly === null;
  const due = writable && !importing && !failed && data !== undefined && data.columns > data.large;
  useEffect(() => {
    if (due) void runJob('page.index', { caseId, unattended: true, large: false }).catch(() => setFailed(true));
  }, [due, caseId]);
}

/** An open case: its classification, the rail, and one screen. */
export function Shell({ caseId, start, actions }: { caseId: CaseId; start: Place; actions: WindowActions }) {
  useOwnKindsKept();
  const [place, setPlace] = useState(start);
  const { vault } = useSession();
  const { data: opened, error } = useRead('case.get', { caseId });
  usePictureReading(caseId);
  useValueIndexing(caseId);
  useSelectionOf(caseId);
  useEffect(() => setPlace(start), [start]);
  const navigation = useMemo(() => ({ caseId, place, go: setPlace }), [caseId, place]);
  const stage = useFocusOnChange(place.screen);
  useScrollMemory(stage, caseId, opened ? place.screen : '', place.focus !== undefined);
  useEffect(() => keep('vault', 'place', { caseId, screen: place.screen }), [caseId, place.screen]);

  const to = (screen: Screen) => () => setPlace({ screen });
  useActions(SCREEN_ACTIONS, {
    overview: to('overview'),
    requests: to('requests'),
    evidence: to('evidence'),
    data: to('data'),
    patterns: to('patterns'),
    timeline: to('timeline'),
    money: to('money'),
    board: to('board'),
    findings: to('findings'),
    screening: to('screening'),
    report: to('report'),
    custody: to('custody'),
  });

  useActions(CASE, { identities: openIdentities });

  if (error)
    return (
      <EmptyState icon="issue" title="The case cannot be shown">
        {error.message}
      </EmptyState>
    );
  if (!opened) return <Spinner className="rt-waiting" />;
  const { Component } = SCREENS[place.screen];
  return (
    <NavigationContext value={navigation}>
      <div className="rt-shell">
        <ReadOnlyBanner />
        <TlpBanner tlp={opened.tlp} />
        <Writable value={vault?.readOnly === null}>
          <Header actions={actions} opened={opened} vaultName={vault?.name ?? null} />
        </Writable>
        <Rail counts={opened.counts} />
        <div className="rt-shell-stage" ref={stage}>
          <ErrorBoundary key={place.screen}>
            <Suspense fallback={<Spinner className="rt-waiting" />}>
              <Writable value={vault?.readOnly === null}>
                <Component />
              </Writable>
            </Suspense>
          </ErrorBoundary>
        </div>
        <Identities />
        <EntityPage />
        <Writable value={vault?.readOnly === null}>
          <CountryDrawer caseId={opened.id} />
        </Writable>
        <Writable value={vault?.readOnly === null}>
          <GraphDialogs />
        </Writable>
      </div>
    </NavigationContext>
  );
}

/** After a change of screen the keyboard continues in the new screen, and a screen reader says its name. */
function useFocusOnChange(screen: string) {
  const stage = useRef<HTMLDivElement>(null);
  const before = useRef(screen);
  useEffect(() => {
    if (before.current === screen) return;
    before.current = screen;
    const focus = (): boolean => {
      const main = stage.current?.querySelector('main');
      main?.setAttribute('tabindex', '-1');
      // A screen that was asked for certain words has the focus there already.
      if (!main?.contains(document.activeElement)) main?.focus({ preventScroll: true });
      return main != null;
    };
    if (focus() || !stage.current) return;
    const observer = new MutationObserver(() => focus() && observer.disconnect()); // the screen is still loading
    observer.observe(stage.current, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [screen]);
  return stage;
}
