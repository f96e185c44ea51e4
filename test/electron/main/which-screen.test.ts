import type { Display, NativeImage } from 'electron';
import { expect, it } from 'vitest';
import { pictureOf, whyNoRegion } from '../../../electron/main/which-screen.ts';

const display = (id: number, width: number, height: number) =>
  ({ id, bounds: { x: 0, y: 0, width, height } }) as unknown as Display;
const picture = (display_id: string, width: number, height: number) => ({
  id: `screen:${display_id}:0`,
  display_id,
  thumbnail: { isEmpty: () => width === 0, getSize: () => ({ width, height }) } as unknown as NativeImage,
});
const [left, right] = [display(1, 1000, 500), display(2, 1200, 800)];
const region = { x: 10, y: 20, width: 30, height: 40 };

it('takes the picture of the display that was drawn on, in its pixels', () => {
  const pictures = [picture('1', 1000, 500), picture('2', 2400, 1600)];
  expect(pictureOf({ display: right, region }, [left, right], pictures)).toEqual({
    picture: pictures[1],
    region: { x: 20, y: 40, width: 60, height: 80 },
  });
  // Of one display there is no doubt, whatever the system calls it.
  expect(pictureOf({ display: left, region }, [left], [picture('', 1000, 500)]).region).toEqual(region);
});

it('takes none where it is in doubt whose picture it is', () => {
  const unsupported = expect.objectContaining({ code: 'unsupported' });
  const both = [left, right];
  for (const pictures of [
    [],
    [picture('', 1000, 500), picture('', 2400, 1600)],
    [picture('', 1000, 500)],
    [picture('1', 0, 0)],
    [picture('1', 2200, 800)], // all displays in one picture
  ])
    expect(() => pictureOf({ display: left, region }, both, pictures)).toThrow(unsupported);
});

it('says why there is none under Wayland', () => {
  expect(whyNoRegion('linux', { XDG_SESSION_TYPE: 'wayland' })).toContain('Wayland');
  expect(whyNoRegion('linux', { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' })).toContain('Wayland');
  expect(whyNoRegion('linux', { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' })).toBeNull();
  expect(whyNoRegion('darwin', {})).toBeNull();
});
