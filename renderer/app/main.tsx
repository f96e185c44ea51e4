import '@blueprintjs/core/lib/css/blueprint.css';
import '@blueprintjs/icons/lib/css/blueprint-icons.css';
import '@blueprintjs/select/lib/css/blueprint-select.css';
import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/form.css';
import './shell.css';
import { BlueprintProvider, FocusStyleManager } from '@blueprintjs/core';
import { Icons } from '@blueprintjs/icons';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { useTransport as setTransport } from '../client/call.ts';
import { clearCopied } from '../client/clipboard.ts';
import { connect } from '../client/connect.ts';
import { followCore, onLock } from '../state/session.ts';
import { startTheme } from '../state/theme.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { App } from './app.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { keepFormsForgetful } from './no-form-memory.ts';

// The core is on this machine and says what changed: nothing is asked twice, and never because of a lost connection.
const client = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

async function start(root: HTMLElement): Promise<void> {
  startTheme();
  keepFormsForgetful();
  onLock(() => void clearCopied());
  FocusStyleManager.onlyShowFocusOnTabs();
  await Icons.loadAll(); // files of the program's own, fetched before the first picture so that no button pops in late
  const transport = await connect();
  if (!transport) {
    createRoot(root).render(
      <main className="rt-screen">
        <EmptyState icon="key" title="This window has no key">
          Open the whole address that the program printed when it started; it holds the key of this run after the #.
        </EmptyState>
      </main>,
    );
    return;
  }
  setTransport(transport);
  followCore(client);
  createRoot(root).render(
    <QueryClientProvider client={client}>
      <BlueprintProvider>
        <ErrorBoundary>
          <App />
        </ErrorBoundary>
      </BlueprintProvider>
    </QueryClientProvider>,
  );
}

const root = document.getElementById('root');
if (root) void start(root);
