import { escapeXml as xml } from '../xml.ts';
import type { Scene, Shape, Style } from './scene.ts';
import { colourOf, type Theme } from './themes.ts';

export const CHART_FONT = "'Noto Sans', 'Segoe UI', system-ui, sans-serif";

/** A scene as an SVG document that refers to nothing outside itself. @param scale of its width and height in pixels */
export function sceneSvg(
  { width, height, shapes, alternative }: Scene,
  theme: Theme,
  scale = 1,
  font = CHART_FONT,
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width * scale}" height="${height * scale}" viewBox="0 0 ${width} ${height}" role="img" font-family="${xml(font)}">`,
    `<desc>${xml(alternative)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${theme.surface}"/>`,
    ...shapes.map((shape) => element(shape, theme)),
    '</svg>',
  ].join('\n');
}

function element(shape: Shape, theme: Theme): string {
  if (shape.is === 'text') {
    const { x, y, size, anchor, paint, bold } = shape;
    const weight = bold ? ' font-weight="700"' : '';
    return `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}" fill="${colourOf(theme, paint)}"${weight} xml:space="preserve">${xml(shape.text)}</text>`;
  }
  const geometry =
    shape.is === 'rect'
      ? `<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}"`
      : `<path d="${shape.d}"`;
  const tag = shape.is === 'rect' ? 'rect' : 'path';
  const opened = `${geometry}${styled(shape, theme)}`;
  return shape.title === undefined ? `${opened}/>` : `${opened}><title>${xml(shape.title)}</title></${tag}>`;
}

function styled({ fill, stroke, weight, dash, opacity }: Style, theme: Theme): string {
  return [
    ` fill="${fill === undefined ? 'none' : colourOf(theme, fill)}"`,
    ...(stroke === undefined
      ? []
      : [` stroke="${colourOf(theme, stroke)}" stroke-width="${weight ?? 1}" stroke-linejoin="round"`]),
    ...(dash && dash.length > 0 ? [` stroke-dasharray="${dash.join(' ')}"`] : []),
    ...(opacity === undefined ? [] : [` opacity="${opacity}"`]),
  ].join('');
}
