import { type BrowserWindow, desktopCapturer, screen } from 'electron';
import type { CaptureSource } from '../../shared/contract/bridge.ts';
import { Fault } from '../../shared/contract/errors.ts';

/** Until the window of the program is off the screen. */
const HIDING_MS = 350;
const FORGOTTEN_AFTER_MS = 60_000;

/** Pictures of screens and windows, in memory alone: taken at once, so that what is chosen later is what was there. */
export class ScreenCapture {
  private held = new Map<string, Uint8Array>();
  private forgetting: NodeJS.Timeout | undefined;

  constructor(private readonly window: BrowserWindow) {}

  /** @throws Fault `unsupported` where the system gives no picture, as without its permission */
  async sources(): Promise<readonly CaptureSource[]> {
    const own = this.window.getMediaSourceId();
    const displays = screen.getAllDisplays();
    const thumbnailSize = {
      width: Math.max(...displays.map(({ size, scaleFactor }) => Math.round(size.width * scaleFactor))),
      height: Math.max(...displays.map(({ size, scaleFactor }) => Math.round(size.height * scaleFactor))),
    };
    this.window.hide();
    await new Promise((resolve) => setTimeout(resolve, HIDING_MS));
    const at = new Date().toISOString();
    const found = await desktopCapturer
      .getSources({ types: ['screen', 'window'], thumbnailSize })
      .catch(() => [])
      .finally(() => this.window.show());
    this.forget();
    const given = found.filter(({ id, thumbnail }) => id !== own && !thumbnail.isEmpty());
    if (given.length === 0)
      throw new Fault(
        'unsupported',
        'The system gives no picture of the screen. On macOS, allow it under Privacy & Security, Screen Recording.',
      );
    for (const { id, thumbnail } of given) this.held.set(id, new Uint8Array(thumbnail.toPNG()));
    this.forgetting = setTimeout(() => this.forget(), FORGOTTEN_AFTER_MS);
    return given.map(({ id, name }) => ({ id, name, kind: id.startsWith('screen:') ? 'screen' : 'window', at }));
  }
  /** @throws Fault `not-found` */
  take(id: string): Uint8Array {
    const picture = this.held.get(id);
    if (!picture) throw new Fault('not-found', 'That picture of the screen is no longer held. Capture it again.');
    this.held.delete(id); // the others are overwritten
    this.forget();
    return picture;
  }
  forget(): void {
    clearTimeout(this.forgetting);
    for (const picture of this.held.values()) picture.fill(0);
    this.held = new Map();
  }
}
