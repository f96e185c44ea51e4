import notoSans from '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf?url';
import type { Lettering } from '../../../shared/domain/draw-step.ts';

const FAMILY = 'Redthread Letters';
let loading: Promise<unknown> | null = null;

/** Makes the font that copies are lettered with known to the window. Scripts beyond it are previewed in the machine's own. */
export const loadLetters = (): Promise<unknown> =>
  (loading ??= new FontFace(FAMILY, `url(${notoSans})`).load().then((face) => document.fonts.add(face)));

export function canvasLettering(context: CanvasRenderingContext2D): Lettering {
  const font = (size: number): void => {
    context.font = `${size}px "${FAMILY}", sans-serif`;
  };
  return {
    width: (text, size) => {
      font(size);
      return context.measureText(text).width;
    },
    paint: (text, size, x, baseline, how) => {
      font(size);
      if (how === 'fill') context.fillText(text, x, baseline);
      else context.strokeText(text, x, baseline);
    },
  };
}
