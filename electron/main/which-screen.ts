import type { Display, NativeImage } from 'electron';
import { Fault } from '../../shared/contract/errors.ts';
import { inPixels, type Region } from '../../shared/domain/screen-region.ts';

export interface Drawn {
  readonly display: Display;
  /** In units of the display. */
  readonly region: Region;
}

/**
 * Why no region can be drawn on the screen itself; null when it can. Under Wayland a program places no window of its own, and
 * sees the screen only through the desktop's own dialog (xdg-desktop-portal), which says nothing of where what it gave lies.
 */
export const whyNoRegion = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string | null =>
  platform === 'linux' && (env['XDG_SESSION_TYPE'] === 'wayland' || env['WAYLAND_DISPLAY'])
    ? 'Under Wayland a program cannot draw over the screen. Choose a screen or window from the list, and drag over the part of it in the next step.'
    : null;

interface Pictured {
  readonly id: string;
  readonly display_id: string;
  readonly thumbnail: NativeImage;
}

/**
 * The picture of a display among those that the system gave, and the region in its pixels. Where the system does not say of
 * which display a picture is, only one display leaves no doubt. @throws Fault `unsupported` when that is in doubt
 */
export function pictureOf<P extends Pictured>(
  { display, region }: Drawn,
  displays: readonly Display[],
  pictures: readonly P[],
): { readonly picture: P; readonly region: Region } {
  const given = pictures.filter(({ thumbnail }) => !thumbnail.isEmpty());
  const named = given.filter(({ display_id }) => display_id === String(display.id));
  const only = displays.length === 1 && given.length === 1 ? given : [];
  const [picture] = named.length === 1 ? named : only;
  const pixels = picture && inPixels(region, display.bounds, picture.thumbnail.getSize());
  if (!picture || !pixels)
    throw new Fault(
      'unsupported',
      'The system does not say which picture is of the screen that was drawn on. Choose it from the list, and drag over the part of it.',
    );
  return { picture, region: pixels };
}
