type ToPage =
  | { readonly channel: string; readonly given: readonly unknown[]; readonly ports: readonly number[] }
  | { readonly port: number; readonly data: unknown };
/** What the host says to the page. */
export type PageEnd = (message: ToPage) => void;

/** Runs in the page: what of `electron` a preload script sees. It is sent as text and refers to nothing around it. */
function electronInPage(): unknown {
  type Page = typeof globalThis & {
    toHost(message: { kind: string; of: string | number; given: unknown[] }): Promise<unknown>;
    standIn: PageEnd;
    /** Where a file of this name lies, as a test says; a page of others learns no path. */
    pathsOfFiles: Record<string, string>;
    [exposed: string]: unknown;
  };
  const page = globalThis as Page;
  const { toHost } = page;
  page.pathsOfFiles = {};
  const listeners = new Map<string, ((event: unknown, ...given: unknown[]) => void)[]>();
  const ports = new Map<number, { onmessage: ((event: { data: unknown }) => void) | null }>();
  page.standIn = (message) => {
    if ('port' in message) return ports.get(message.port)?.onmessage?.({ data: message.data });
    const given = message.ports.map((id) => {
      const port = { onmessage: null, postMessage: (data: unknown) => toHost({ kind: 'port', of: id, given: [data] }) };
      ports.set(id, port);
      return port;
    });
    for (const listener of listeners.get(message.channel) ?? []) listener({ ports: given }, ...message.given);
  };
  return {
    contextBridge: {
      exposeInMainWorld: (name: string, api: unknown) => {
        page[name] = api;
      },
    },
    ipcRenderer: {
      on: (channel: string, listener: (event: unknown) => void) =>
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      send: (channel: string, ...given: unknown[]) => void toHost({ kind: 'send', of: channel, given }),
      invoke: (channel: string, ...given: unknown[]) => toHost({ kind: 'invoke', of: channel, given }),
    },
    webUtils: { getPathForFile: (file: File) => page.pathsOfFiles[file.name] ?? '' },
  };
}

/** The preload script and what it needs, as one script that runs before the page's own. */
export const inPage = (
  preload: string,
  argv: readonly string[],
): string => `if (window === window.top && location.protocol === 'https:') {
  const electron = (${electronInPage.toString()})();
  ((require, module, exports, process) => {${preload}
})(() => electron, { exports: {} }, {}, { argv: ${JSON.stringify(argv)} });
}`;
