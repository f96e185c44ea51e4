import type { MouseEvent } from 'react';
import type { Shape, Style } from '../../../shared/domain/chart-scene/scene.ts';
import { colourOf, type Theme } from '../../../shared/domain/chart-scene/themes.ts';

interface Props {
  readonly shape: Shape;
  readonly theme: Theme;
  /** What a click does; a mark without is only looked at. */
  readonly onPick?: ((event: MouseEvent) => void) | undefined;
  readonly marked?: boolean;
}

/** One shape of a drawing. */
export function SceneMark({ shape, theme, onPick, marked = false }: Props) {
  if (shape.is === 'text')
    return (
      <text
        x={shape.x}
        y={shape.y}
        fontSize={shape.size}
        textAnchor={shape.anchor}
        fill={colourOf(theme, shape.paint)}
        fontWeight={shape.bold ? 700 : undefined}
      >
        {shape.text}
      </text>
    );
  const clicked = onPick && { onClick: onPick, className: 'rt-chart-pick' };
  const outlined = marked && { stroke: colourOf(theme, 'ink'), strokeWidth: 2 };
  const title = shape.title === undefined ? null : <title>{shape.title}</title>;
  if (shape.is === 'path')
    return (
      <path d={shape.d} {...styled(shape, theme)} {...outlined} {...clicked}>
        {title}
      </path>
    );
  return (
    <rect
      x={shape.x}
      y={shape.y}
      width={shape.width}
      height={shape.height}
      {...styled(shape, theme)}
      {...outlined}
      {...clicked}
    >
      {title}
    </rect>
  );
}

const styled = ({ fill, stroke, weight, dash, opacity }: Style, theme: Theme) => ({
  fill: fill === undefined ? 'none' : colourOf(theme, fill),
  stroke: stroke === undefined ? undefined : colourOf(theme, stroke),
  strokeWidth: stroke === undefined ? undefined : (weight ?? 1),
  strokeLinejoin: 'round' as const,
  strokeDasharray: dash && dash.length > 0 ? dash.join(' ') : undefined,
  opacity,
});
