/** What decides between Electron's window and the browser. */
interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** Does this process run as root? Chromium's sandbox does not work there, and without it we do not run. */
  readonly root: boolean;
  readonly browserAsked: boolean;
}

/** Can a window be shown here? */
export function hasDisplay({ platform, env }: Pick<Surroundings, 'platform' | 'env'>): boolean {
  if (platform === 'win32') return true;
  if (platform === 'darwin') return env['SSH_CONNECTION'] === undefined;
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** Why the browser must be used; null when Electron may be tried. */
export function whyBrowser(around: Surroundings): string | null {
  if (around.browserAsked) return '--browser was given';
  if (!hasDisplay(around)) return 'there is no display for a window';
  if (around.root && around.platform === 'linux') return 'Electron does not run as root';
  return null;
}
