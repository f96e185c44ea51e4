import type { IconName } from '@blueprintjs/core';
import { type ComponentType, lazy } from 'react';
import type { Screen } from '../state/navigation.tsx';

interface ScreenEntry {
  readonly label: string;
  readonly icon: IconName;
  readonly Component: ComponentType;
}

const CopyEditor = lazy(async () => ({ default: (await import('../features/copies/copy-editor.tsx')).CopyEditor }));
/** The evidence screen shows the editor of working copies, which is a feature of its own. */
const withEditor =
  (Evidence: ComponentType<{ CopyEditor: typeof CopyEditor }>): ComponentType =>
  () => <Evidence CopyEditor={CopyEditor} />;

/** What each screen of a case is; one that is missing here does not compile. Each is loaded when it is first shown. */
export const SCREENS: Readonly<Record<Screen, ScreenEntry>> = {
  overview: {
    label: 'Overview',
    icon: 'dashboard',
    Component: lazy(async () => ({
      default: (await import('../features/overview/overview-screen.tsx')).OverviewScreen,
    })),
  },
  requests: {
    label: 'Requests',
    icon: 'inbox',
    Component: lazy(async () => ({
      default: (await import('../features/requests/requests-screen.tsx')).RequestsScreen,
    })),
  },
  evidence: {
    label: 'Evidence',
    icon: 'box',
    Component: lazy(async () => ({
      default: withEditor((await import('../features/evidence/evidence-screen.tsx')).EvidenceScreen),
    })),
  },
  data: {
    label: 'Data',
    icon: 'database',
    Component: lazy(async () => ({ default: (await import('../features/data/data-screen.tsx')).DataScreen })),
  },
  patterns: {
    label: 'Patterns',
    icon: 'search-template',
    Component: lazy(async () => ({
      default: (await import('../features/patterns/patterns-screen.tsx')).PatternsScreen,
    })),
  },
  timeline: {
    label: 'Timeline',
    icon: 'timeline-events',
    Component: lazy(async () => ({
      default: (await import('../features/timeline/timeline-screen.tsx')).TimelineScreen,
    })),
  },
  money: {
    label: 'Money',
    icon: 'flows',
    Component: lazy(async () => ({ default: (await import('../features/money/money-screen.tsx')).MoneyScreen })),
  },
  board: {
    label: 'Board',
    icon: 'graph',
    Component: lazy(async () => ({ default: (await import('../features/board/board-screen.tsx')).BoardScreen })),
  },
  findings: {
    label: 'Findings',
    icon: 'endorsed',
    Component: lazy(async () => ({
      default: (await import('../features/findings/findings-screen.tsx')).FindingsScreen,
    })),
  },
  screening: {
    label: 'Screening',
    icon: 'search-text',
    Component: lazy(async () => ({
      default: (await import('../features/screening/screening-screen.tsx')).ScreeningScreen,
    })),
  },
  report: {
    label: 'Report',
    icon: 'manual',
    Component: lazy(async () => ({ default: (await import('../features/report/report-screen.tsx')).ReportScreen })),
  },
  custody: {
    label: 'Custody',
    icon: 'link',
    Component: lazy(async () => ({ default: (await import('../features/custody/custody-screen.tsx')).CustodyScreen })),
  },
};
