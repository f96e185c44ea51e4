import type { Shape } from '../../../shared/domain/chart-scene/scene.ts';
import { colourOf, type Theme } from '../../../shared/domain/chart-scene/themes.ts';

/** One shape of a drawing that is only looked at. */
export function SceneMark({ shape, theme }: { readonly shape: Shape; readonly theme: Theme }) {
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
  const style = {
    fill: shape.fill === undefined ? 'none' : colourOf(theme, shape.fill),
    stroke: shape.stroke === undefined ? undefined : colourOf(theme, shape.stroke),
    strokeWidth: shape.weight,
  };
  const title = shape.title === undefined ? null : <title>{shape.title}</title>;
  if (shape.is === 'path')
    return (
      <path d={shape.d} {...style}>
        {title}
      </path>
    );
  return (
    <rect x={shape.x} y={shape.y} width={shape.width} height={shape.height} {...style}>
      {title}
    </rect>
  );
}
