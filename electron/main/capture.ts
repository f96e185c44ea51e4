import { type BrowserWindow, desktopCapturer, type NativeImage, type Session, screen } from 'electron';
import type { CaptureSource, DrawnRegion } from '../../shared/contract/bridge.ts';
import { Fault } from '../../shared/contract/errors.ts';
import { drawRegion } from './region.ts';
import { pictureOf, whyNoRegion } from './which-screen.ts';

/** Until the window of the program is off the screen. */
const HIDING_MS = 350;
const FORGOTTEN_AFTER_MS = 60_000;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, HIDING_MS));
const NO_PICTURE = (): Fault =>
  new Fault(
    'unsupported',
    'The system gives no picture of the screen. On macOS, allow it under Privacy & Security, Screen Recording.',
  );

/** Pictures of screens and windows, in memory alone: taken at once, so that what is chosen later is what was there. */
export class ScreenCapture {
  private held = new Map<string, Uint8Array>();
  private drawing: AbortController | null = null;
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
    await pause();
    const at = new Date().toISOString();
    const found = await desktopCapturer
      .getSources({ types: ['screen', 'window'], thumbnailSize })
      .catch(() => [])
      .finally(() => this.window.show());
    this.forget();
    const given = found.filter(({ id, thumbnail }) => id !== own && !thumbnail.isEmpty());
    if (given.length === 0) throw NO_PICTURE();
    for (const { id, thumbnail } of given) this.hold(id, thumbnail);
    return given.map(({ id, name }) => ({ id, name, kind: id.startsWith('screen:') ? 'screen' : 'window', at }));
  }
  /**
   * A region that is drawn on the screen itself. The picture is taken once it is drawn, without anything of the program in it.
   * @returns null when it was cancelled. @throws Fault `unsupported` where that cannot be done, with what can
   */
  async region(session: Session): Promise<DrawnRegion | null> {
    const why = whyNoRegion(process.platform, process.env);
    if (why) throw new Fault('unsupported', why);
    if (this.drawing) throw new Fault('conflict', 'A region is being drawn.');
    const drawing = new AbortController();
    this.drawing = drawing;
    const displays = screen.getAllDisplays();
    this.window.hide();
    try {
      await pause();
      const drawn = await drawRegion(displays, session, drawing.signal);
      if (!drawn || drawing.signal.aborted) return null;
      const { display } = drawn;
      const pixels = (units: number): number => Math.round(units * display.scaleFactor);
      await pause();
      const at = new Date().toISOString();
      const found = await desktopCapturer
        .getSources({
          types: ['screen'],
          thumbnailSize: { width: pixels(display.bounds.width), height: pixels(display.bounds.height) },
        })
        .catch(() => []);
      if (found.length === 0) throw NO_PICTURE();
      if (drawing.signal.aborted) return null;
      const { picture, region } = pictureOf(drawn, displays, found);
      this.forget();
      this.hold(picture.id, picture.thumbnail);
      return { source: { id: picture.id, name: picture.name, kind: 'screen', at }, region };
    } finally {
      this.drawing = null;
      this.window.show();
    }
  }
  private hold(id: string, picture: NativeImage): void {
    this.held.set(id, new Uint8Array(picture.toPNG()));
    clearTimeout(this.forgetting);
    this.forgetting = setTimeout(() => this.forget(), FORGOTTEN_AFTER_MS);
  }
  /** @throws Fault `not-found` */
  take(id: string): Uint8Array {
    const picture = this.held.get(id);
    if (!picture) throw new Fault('not-found', 'That picture of the screen is no longer held. Capture it again.');
    this.held.delete(id); // the others are overwritten
    this.forget();
    return picture;
  }
  /** The vault is locked. */
  stop(): void {
    this.drawing?.abort();
    this.forget();
  }
  forget(): void {
    clearTimeout(this.forgetting);
    for (const picture of this.held.values()) picture.fill(0);
    this.held = new Map();
  }
}
