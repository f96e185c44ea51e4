import { type Region, regionOf } from '../../../shared/domain/screen-region.ts';
import { CallError } from '../../client/call.ts';
import { unwrapped } from '../../client/desktop.ts';

/** A picture of a screen or window, in memory. */
export interface ScreenPicture {
  readonly bitmap: ImageBitmap;
  /** What it shows: `the window "Chat"`. */
  readonly of: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

const bitmapOf = (png: Uint8Array): Promise<ImageBitmap> =>
  createImageBitmap(new Blob([png as BlobPart], { type: 'image/png' }));

/** One of those that the desktop host lists. */
export async function fromDesktop(id: string, of: string, at: string): Promise<ScreenPicture> {
  const { redthread } = window;
  if (!redthread) throw new CallError('unsupported', 'This window takes no pictures of the screen by itself.');
  return { bitmap: await bitmapOf(unwrapped(await redthread.capture(id))), of, at };
}

const SURFACES: Readonly<Record<string, string>> = {
  monitor: 'the screen',
  window: 'a window',
  browser: 'a browser tab',
};

/** The browser asks its user what to show, and one picture of that is taken. @returns null when the user showed nothing */
export async function fromBrowser(): Promise<ScreenPicture | null> {
  const stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: false }).catch(() => null);
  if (!stream) return null;
  try {
    const [track] = stream.getVideoTracks();
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = stream;
    await video.play();
    await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    const surface = SURFACES[track?.getSettings().displaySurface ?? ''] ?? 'a part of the screen';
    return { bitmap: await createImageBitmap(video), of: surface, at: new Date().toISOString() };
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

/** The region as a PNG that is imported like any file, and what is recorded of how it was acquired. */
export async function cut({ bitmap, of, at }: ScreenPicture, region: Region): Promise<{ file: File; how: string }> {
  const canvas = new OffscreenCanvas(region.width, region.height);
  canvas.getContext('2d')?.drawImage(bitmap, -region.x, -region.y);
  const stamp = at.slice(0, 19).replaceAll(':', '').replace('T', '-');
  const whole = region.width === bitmap.width && region.height === bitmap.height;
  const part = whole
    ? 'whole'
    : `region ${region.width} × ${region.height} at ${region.x}, ${region.y} of ${bitmap.width} × ${bitmap.height} pixels`;
  return {
    file: new File([await canvas.convertToBlob({ type: 'image/png' })], `screen-${stamp}.png`, { type: 'image/png' }),
    how: `screen capture of ${of} at ${at}, ${part}`,
  };
}

/** The part of a picture between two points of it, whole pixels within it. */
export function regionBetween(
  a: { readonly x: number; readonly y: number },
  b: { readonly x: number; readonly y: number },
  { width, height }: { readonly width: number; readonly height: number },
): Region {
  const whole = ({ x, y }: typeof a) => ({ x: Math.round(x), y: Math.round(y) });
  return regionOf(whole(a), whole(b), { width, height });
}
