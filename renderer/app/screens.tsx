import type { IconName } from '@blueprintjs/core';
import { type ComponentType, lazy } from 'react';
import type { Screen } from '../state/navigation.tsx';

interface ScreenEntry {
  readonly screen: Screen;
  readonly label: string;
  readonly icon: IconName;
  readonly Component: ComponentType;
}

const CopyEditor = lazy(async () => ({ default: (await import('../features/copies/copy-editor.tsx')).CopyEditor }));
/** The evidence screen shows the editor of working copies, which is a feature of its own. */
const withEditor =
  (Evidence: ComponentType<{ CopyEditor: typeof CopyEditor }>): ComponentType =>
  () => <Evidence CopyEditor={CopyEditor} />;

/** The screens of a case in the order of the work. Each is loaded when it is first shown. */
export const SCREENS: readonly ScreenEntry[] = [
  {
    screen: 'overview',
    label: 'Overview',
    icon: 'dashboard',
    Component: lazy(async () => ({
      default: (await import('../features/overview/overview-screen.tsx')).OverviewScreen,
    })),
  },
  {
    screen: 'evidence',
    label: 'Evidence',
    icon: 'box',
    Component: lazy(async () => ({
      default: withEditor((await import('../features/evidence/evidence-screen.tsx')).EvidenceScreen),
    })),
  },
  {
    screen: 'data',
    label: 'Data',
    icon: 'database',
    Component: lazy(async () => ({ default: (await import('../features/data/data-screen.tsx')).DataScreen })),
  },
  {
    screen: 'board',
    label: 'Board',
    icon: 'graph',
    Component: lazy(async () => ({ default: (await import('../features/board/board-screen.tsx')).BoardScreen })),
  },
  {
    screen: 'findings',
    label: 'Findings',
    icon: 'endorsed',
    Component: lazy(async () => ({
      default: (await import('../features/findings/findings-screen.tsx')).FindingsScreen,
    })),
  },
  {
    screen: 'report',
    label: 'Report',
    icon: 'manual',
    Component: lazy(async () => ({ default: (await import('../features/report/report-screen.tsx')).ReportScreen })),
  },
  {
    screen: 'custody',
    label: 'Custody',
    icon: 'link',
    Component: lazy(async () => ({ default: (await import('../features/custody/custody-screen.tsx')).CustodyScreen })),
  },
];
