import '@blueprintjs/core/lib/css/blueprint.css';
import '@blueprintjs/icons/lib/css/blueprint-icons.css';
import '@blueprintjs/select/lib/css/blueprint-select.css';
import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/form.css';
import './shell.css';
import { BlueprintProvider, FocusStyleManager, Spinner } from '@blueprintjs/core';
import { getIconPaths, IconNames, IconSize, Icons } from '@blueprintjs/icons';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { useTransport as setTransport } from '../client/call.ts';
import { clearCopied } from '../client/clipboard.ts';
import { connect } from '../client/connect.ts';
import { VaultScreen } from '../features/vault/vault-screen.tsx';
import { followCore, leave, onLock, useSession } from '../state/session.ts';
import { startTheme } from '../state/theme.ts';
import { EmptyState } from '../ui/panel.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { OpenVault } from './open-vault.tsx';

/**
 * Keeps the keyboard within an open dialog: where what had the focus was disabled or taken away, as a button is during its
 * work, the focus falls to the page, and Escape would reach nobody. It goes to the dialog then.
 */
function keepFocusInDialogs(): void {
  let due = false;
  const look = (): void => {
    due = false;
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const dialog = [...document.querySelectorAll<HTMLElement>('.bp6-overlay-open .bp6-dialog')].at(-1);
    if (!dialog) return;
    dialog.tabIndex = -1;
    dialog.focus({ preventScroll: true });
  };
  new MutationObserver(() => {
    if (due) return;
    due = true;
    // The page takes the focus from a disabled element only when it is drawn next.
    requestAnimationFrame(() => setTimeout(look));
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] });
}

/** The vault's door, or what lies behind it. */
export function App() {
  const { vault, held, gone } = useSession();
  const open = vault?.state === 'open' && !held;
  useEffect(() => {
    if (!open) document.title = 'Redthread';
  }, [open]);
  if (gone)
    return (
      <main className="rt-screen">
        <EmptyState icon="offline" title="The program has ended">
          This window has no connection to it any more. What was saved is in the vault. Start the program again and use
          its new window.
        </EmptyState>
      </main>
    );
  if (!vault) return <Spinner className="rt-waiting" />;
  return open ? <OpenVault /> : <VaultScreen />;
}

/**
 * Keeps the browser from remembering what is typed or shown in a field. Chromium writes the values of fields to its profile,
 * for its suggestions ("Web Data") and for restoring a session ("Sessions"), and asks its spelling service about them. An
 * input is left out by its own `autocomplete="off"`; a text area only by that of the form it belongs to, so one without a
 * form is given one. A field is treated when it enters the page: a value put into it by the program is remembered as well.
 */
export function keepFormsForgetful(root: Document = document): void {
  root.body.spellcheck = false;
  const form = root.createElement('form');
  form.id = 'forgetful';
  form.autocomplete = 'off';
  form.hidden = true;
  root.body.append(form);
  const treat = (element: Element): void => {
    if (element.matches(FIELDS)) forget(element);
    for (const field of element.querySelectorAll(FIELDS)) forget(field);
  };
  treat(root.body);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof Element) treat(node);
  }).observe(root.body, { childList: true, subtree: true });
}

const FIELDS = 'input, textarea, select';

function forget(field: Element): void {
  if (!field.hasAttribute('autocomplete')) field.setAttribute('autocomplete', 'off');
  field.setAttribute('spellcheck', 'false');
  if (field instanceof HTMLInputElement) return;
  const { form } = field as HTMLTextAreaElement | HTMLSelectElement;
  if (form) form.autocomplete = 'off';
  else field.setAttribute('form', 'forgetful');
}

// The core is on this machine and says what changed: nothing is asked twice, and never because of a lost connection.
const client = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/**
 * All of them, before the first picture, so that no button pops in late. Blueprint's own way waits for nothing, and imports
 * two modules anew for each of 1,500 icons: more than half of the processor time of a window's start.
 */
async function loadIcons(): Promise<void> {
  const icons = Object.values(IconNames);
  const loader = async (name: (typeof icons)[number], size: IconSize) => getIconPaths(name, size);
  await Promise.all([IconSize.STANDARD, IconSize.LARGE].map((size) => Icons.load(icons, size, { loader })));
}

async function start(root: HTMLElement): Promise<void> {
  startTheme();
  keepFormsForgetful();
  keepFocusInDialogs();
  onLock(() => void clearCopied());
  FocusStyleManager.onlyShowFocusOnTabs();
  await loadIcons();
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
  window.redthread?.onClosing(leave);
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
