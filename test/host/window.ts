import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Frame, type Page, type Route } from '@playwright/test';
import { app, preventable, script } from './app.ts';
import { inPage, type PageEnd } from './page.ts';
import { closeAllOf, fromAway, type PortMain, type Remote } from './ports.ts';

/** A custom scheme cannot be served to a Chromium of others; its pages are shown under this address. */
const SHOWN = 'https://redthread.test/';
const OWN = 'app://redthread/';
const toShown = (url: string) => url.replace(OWN, SHOWN);
const toOwn = (url: string) => url.replace(SHOWN, OWN);

/** A new window's first request has no frame yet. */
function isTop(request: ReturnType<Route['request']>): boolean {
  try {
    return request.frame().parentFrame() === null;
  } catch {
    return true;
  }
}

type Answer = (verdict: { cancel?: boolean }) => void;
type Handler = (request: Request) => Response | Promise<Response>;
type Permission = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;

/** Electron's session, as far as the program gives it rules. */
class Session extends EventEmitter {
  handler: Handler = () => new Response('', { status: 404 });
  before: (details: { url: string }, answer: Answer) => void = (_details, answer) => answer({});
  permission: Permission = (_contents, _name, answer) => answer(true);
  readonly protocol = { handle: (_scheme: string, handler: Handler) => void (this.handler = handler) };
  readonly webRequest = { onBeforeRequest: (before: Session['before']) => void (this.before = before) };
  setPermissionRequestHandler(permission: Permission): void {
    this.permission = permission;
  }
  setPermissionCheckHandler(): void {}
  setDevicePermissionHandler(): void {}
  setDisplayMediaRequestHandler(): void {}
}
const sessions = new Map<string, Session>();
export const session = {
  fromPartition(name: string): Session {
    const found = sessions.get(name) ?? new Session();
    sessions.set(name, found);
    return found;
  },
};

export const ipcMain = Object.assign(new EventEmitter(), {
  handlers: new Map<string, (event: unknown, ...given: unknown[]) => unknown>(),
  handle(channel: string, handler: (event: unknown, ...given: unknown[]) => unknown) {
    this.handlers.set(channel, handler);
  },
});

let browser: Promise<Browser> | null = null;
const connected = (): Promise<Browser> => (browser ??= chromium.connect(process.env['STAND_IN_BROWSER'] ?? ''));

class WebContents extends EventEmitter {
  private context: BrowserContext | null = null;
  private opened: Page | null = null;
  private loading = true;
  private crashed = false;
  private zoom = 0;
  private open: () => { action: string } = () => ({ action: 'allow' });
  private readonly remote: Remote = {
    deliver: (port, data) => this.tell({ port, data }),
    close: () => {},
  };
  private readonly session: Session;
  private readonly preload: string | undefined;
  private pdf = Buffer.alloc(0);
  private readonly argv: readonly string[];
  private readonly plugins: boolean;
  constructor(ofSession: Session, preload: string | undefined, plugins: boolean, argv: readonly string[] = []) {
    super();
    this.session = ofSession;
    this.preload = preload;
    this.plugins = plugins;
    this.argv = argv;
  }
  get page(): Page {
    if (!this.opened) throw new Error('no page yet');
    return this.opened;
  }
  get mainFrame(): object {
    return { url: toOwn(this.page.url()), parent: null };
  }
  getURL = (): string => (this.opened ? toOwn(this.opened.url()) : '');
  isLoading = (): boolean => this.loading;
  isCrashed = (): boolean => this.crashed;
  getZoomLevel = (): number => this.zoom;
  setZoomLevel(level: number): void {
    this.zoom = level;
  }
  setWindowOpenHandler(open: () => { action: string }): void {
    this.open = open;
  }
  executeJavaScript = (code: string): Promise<unknown> => this.page.evaluate(code);
  forcefullyCrashRenderer(): void {
    void this.page.goto('chrome://crash').catch(() => {});
  }
  send(channel: string, ...given: unknown[]): void {
    this.tell({ channel, given, ports: [] });
  }
  postMessage(channel: string, message: unknown, ports: PortMain[] = []): void {
    this.tell({ channel, given: [message], ports: ports.map((port) => port.sendTo(this.remote)) });
  }
  private tell(message: Parameters<PageEnd>[0]): void {
    void this.opened
      ?.evaluate((given) => (window as unknown as { standIn: PageEnd }).standIn(given), message)
      .catch(() => {});
  }
  reload(): void {
    void this.load(OWN).catch(() => {});
  }

  loadURL = (url: string): Promise<void> => this.load(url);
  async load(url: string): Promise<void> {
    if (this.plugins) return this.loadPdf(url);
    this.loading = true;
    const page = await this.freshPage();
    try {
      await page.goto(toShown(url));
    } catch {
      await page.waitForTimeout(200); // Chromium shows its own page for this, which would interrupt another try
      this.loading = false;
      this.emit('did-fail-load', preventable(), -2, 'ERR_FAILED', url, true);
      throw new Error(`ERR_FAILED (-2) loading '${url}'`);
    }
  }
  /** A window with plugins shows a PDF; Playwright's Chromium would download it. */
  private async loadPdf(url: string): Promise<void> {
    const verdict = await new Promise<{ cancel?: boolean }>((answer) => this.session.before({ url }, answer));
    const response = verdict.cancel ? null : await this.session.handler(new Request(url));
    const type = response?.headers.get('content-type');
    if (!response?.ok || type !== 'application/pdf') throw new Error(`ERR_FAILED (-2) loading '${url}'`);
    this.pdf = Buffer.from(await response.arrayBuffer());
    setImmediate(() => this.emit('-pdf-ready-to-print'));
  }
  /** The system's print dialog: its answer is scripted. */
  print(options: object, done: (success: boolean, reason: string) => void): void {
    const sha256 = createHash('sha256').update(this.pdf).digest('hex');
    script.asked.push({ kind: 'print', options: { ...options, sha256 } });
    const answer = script.answers.shift() as { success: boolean; reason: string } | 'never' | undefined;
    if (answer !== 'never') setImmediate(() => done(answer?.success ?? false, answer?.reason ?? 'Print job canceled'));
  }
  private async freshPage(): Promise<Page> {
    this.context ??= await this.makeContext();
    if (this.opened && !this.crashed) return this.opened;
    const page = await this.context.newPage();
    this.crashed = false;
    this.opened = page;
    page.on('load', () => {
      this.loading = false;
      this.emit('did-finish-load');
    });
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) closeAllOf(this.remote);
    });
    page.on('popup', (popup) => {
      if (this.open().action === 'deny') void popup.close();
    });
    page.on('crash', () => {
      this.crashed = true;
      closeAllOf(this.remote);
      this.emit('render-process-gone', preventable(), { reason: 'crashed', exitCode: 5 });
    });
    return page;
  }
  private async makeContext(): Promise<BrowserContext> {
    const context = await (await connected()).newContext({ viewport: { width: 1366, height: 768 } });
    await context.exposeBinding(
      'toHost',
      ({ frame }, message: { kind: string; of: string | number; given: unknown[] }) => this.hear(frame, message),
    );
    if (this.preload) await context.addInitScript({ content: inPage(readFileSync(this.preload, 'utf8'), this.argv) });
    await context.route('**/*', (route) => this.serve(route));
    return context;
  }
  private hear(frame: Frame, { kind, of, given }: { kind: string; of: string | number; given: unknown[] }): unknown {
    if (kind === 'port') return fromAway(of as number, given[0]);
    const event = { sender: this, senderFrame: { url: toOwn(frame.url()), parent: frame.parentFrame() } };
    if (kind === 'send') return void ipcMain.emit(of as string, event, ...given);
    const handler = ipcMain.handlers.get(of as string);
    if (!handler) throw new Error(`No handler registered for '${of}'`);
    return handler(event, ...given);
  }
  private async serve(route: Route): Promise<void> {
    const request = route.request();
    const url = toOwn(request.url());
    const navigation = request.isNavigationRequest();
    if (navigation && this.getURL().startsWith(OWN)) {
      const event = { ...preventable(), url, isMainFrame: isTop(request) };
      this.emit('will-frame-navigate', event);
      if (event.isMainFrame) this.emit('will-navigate', event);
      if (event.defaultPrevented) return route.abort('aborted');
    }
    if (navigation && script.failLoads-- > 0) return route.abort('failed');
    const verdict = await new Promise<{ cancel?: boolean }>((answer) => this.session.before({ url }, answer));
    if (verdict.cancel || !url.startsWith(OWN)) {
      script.cancelled.push(url);
      return route.abort('blockedbyclient');
    }
    const response = await this.session.handler(new Request(url, { method: request.method() }));
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }
  async end(): Promise<void> {
    closeAllOf(this.remote);
    await this.context?.close().catch(() => {});
  }
}

interface Options {
  readonly x?: number;
  readonly width: number;
  readonly height: number;
  readonly webPreferences: {
    readonly session: Session;
    readonly preload?: string;
    readonly plugins?: boolean;
    readonly additionalArguments?: readonly string[];
  };
}
const windows = new Set<BrowserWindow>();

/** A window of Electron: a page in a context of its own of the one Chromium. */
export class BrowserWindow extends EventEmitter {
  static getAllWindows = (): BrowserWindow[] => [...windows];
  readonly webContents: WebContents;
  readonly options: Options;
  readonly state = {
    ...{ shown: 0, focused: 0, hidden: 0, flashed: 0 },
    ...{ maximized: false, minimized: false, destroyed: false, colour: '' },
    progress: [] as number[],
  };
  constructor(options: Options) {
    super();
    this.options = options;
    const { session, preload, plugins = false, additionalArguments } = options.webPreferences;
    this.webContents = new WebContents(session, preload, plugins, additionalArguments);
    windows.add(this);
    app.emit('web-contents-created', preventable(), this.webContents);
    this.webContents.once('did-finish-load', () => {
      if (script.readyToShow) this.emit('ready-to-show');
    });
  }
  loadURL = (url: string): Promise<void> => this.webContents.load(url);
  show(): void {
    this.state.shown += 1;
  }
  hide(): void {
    this.state.hidden += 1;
  }
  isFocused = (): boolean => false;
  flashFrame(): void {
    this.state.flashed += 1;
  }
  setProgressBar(part: number): void {
    this.state.progress.push(part);
  }
  setContentProtection(): void {}
  setAlwaysOnTop(): void {}
  setVisibleOnAllWorkspaces(): void {}
  getMediaSourceId = (): string => 'window:1:0';
  isVisible = (): boolean => this.state.shown > 0;
  focus(): void {
    this.state.focused += 1;
  }
  maximize(): void {
    this.state.maximized = true;
  }
  isMaximized = (): boolean => this.state.maximized;
  restore(): void {
    this.state.minimized = false;
  }
  isMinimized = (): boolean => this.state.minimized;
  isDestroyed = (): boolean => this.state.destroyed;
  getNormalBounds = () => ({ x: 10, y: 20, width: this.options.width, height: this.options.height });
  setBackgroundColor(colour: string): void {
    this.state.colour = colour;
  }
  close(): void {
    const event = preventable();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }
  destroy(): void {
    if (this.state.destroyed) return;
    this.state.destroyed = true;
    windows.delete(this);
    this.emit('closed');
    void this.webContents.end().finally(() => app.windowGone(windows.size));
  }
}
