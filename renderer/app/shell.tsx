import { Spinner } from '@blueprintjs/core';
import { Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { CaseId } from '../../shared/contract/values.ts';
import { useRead } from '../client/hooks.ts';
import { useActions } from '../state/actions.ts';
import { NavigationContext, type Place, type Screen } from '../state/navigation.tsx';
import { useSession } from '../state/session.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { TlpBanner } from '../ui/tlp.tsx';
import { SCREEN_ACTIONS, type WindowActions } from './actions.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Header } from './header.tsx';
import { usePictureReading } from './picture-reading.ts';
import { Rail } from './rail.tsx';
import { ReadOnlyBanner } from './read-only-banner.tsx';
import { SCREENS } from './screens.tsx';

/** An open case: its classification, the rail, and one screen. */
export function Shell({ caseId, start, actions }: { caseId: CaseId; start: Place; actions: WindowActions }) {
  const [place, setPlace] = useState(start);
  const { vault } = useSession();
  const { data: opened, error } = useRead('case.get', { caseId });
  usePictureReading(caseId);
  useEffect(() => setPlace(start), [start]);
  const navigation = useMemo(() => ({ caseId, place, go: setPlace }), [caseId, place]);
  const stage = useFocusOnChange(place.screen);

  const to = (screen: Screen) => () => setPlace({ screen });
  useActions(SCREEN_ACTIONS, {
    overview: to('overview'),
    evidence: to('evidence'),
    data: to('data'),
    board: to('board'),
    findings: to('findings'),
    report: to('report'),
    custody: to('custody'),
  });

  if (error)
    return (
      <EmptyState icon="issue" title="The case cannot be shown">
        {error.message}
      </EmptyState>
    );
  if (!opened) return <Spinner className="rt-waiting" />;
  const shown = SCREENS.find(({ screen }) => screen === place.screen);
  return (
    <NavigationContext value={navigation}>
      <div className="rt-shell">
        <ReadOnlyBanner />
        <TlpBanner tlp={opened.tlp} />
        <Header actions={actions} opened={opened} vaultName={vault?.name ?? null} />
        <Rail counts={opened.counts} />
        <div className="rt-shell-stage" ref={stage}>
          <ErrorBoundary key={place.screen}>
            <Suspense fallback={<Spinner className="rt-waiting" />}>{shown && <shown.Component />}</Suspense>
          </ErrorBoundary>
        </div>
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
      main?.focus({ preventScroll: true });
      return main != null;
    };
    if (focus() || !stage.current) return;
    const observer = new MutationObserver(() => focus() && observer.disconnect()); // the screen is still loading
    observer.observe(stage.current, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [screen]);
  return stage;
}
