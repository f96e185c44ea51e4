import { ARROW, ENTITY_ICON, FONT, SHAPE, UNSUPPORTED_DASH } from '../../../shared/domain/board-layout.ts';

/** Colours of the board in the present theme, read from the page's own tokens. */
export interface Palette {
  readonly ground: string;
  readonly surface: string;
  readonly border: string;
  readonly text: string;
  readonly muted: string;
  readonly focus: string;
  readonly paper: string;
  readonly paperText: string;
  readonly font: string;
}

export function readPalette(dark: boolean): Palette {
  const style = getComputedStyle(document.body);
  const token = (name: string, otherwise: string): string => style.getPropertyValue(name).trim() || otherwise;
  return {
    ground: token('--rt-bg', dark ? '#181b20' : '#f6f7f9'),
    surface: token('--rt-surface', dark ? '#20242a' : '#ffffff'),
    border: token('--rt-border-strong', '#8f99a8'),
    text: token('--rt-text', dark ? '#eef0f3' : '#1c2127'),
    muted: token('--rt-muted', dark ? '#a9b2bf' : '#5a6473'),
    focus: token('--rt-focus', '#2d72d2'),
    paper: dark ? '#4a4222' : '#fff4c2',
    paperText: dark ? '#f7ecc0' : '#40350a',
    font: token('--rt-sans', 'sans-serif'),
  };
}

export interface Rule {
  readonly selector: string;
  readonly style: Readonly<Record<string, string | number | readonly number[]>>;
}

/** Text smaller than this on screen is not drawn: nobody reads it, and thousands of labels are what makes a board slow. */
const SMALLEST_TEXT = 5;

export function graphStyle(palette: Palette): Rule[] {
  const { ground, surface, border, text, muted, focus, paper, paperText, font } = palette;
  return [
    {
      selector: 'node',
      style: {
        width: 'data(width)',
        height: 'data(height)',
        shape: 'round-rectangle',
        'corner-radius': `${SHAPE.exhibit.corner}px`,
        'background-color': surface,
        'border-width': 1.5,
        'border-color': border,
        label: 'data(text)',
        color: text,
        'font-family': font,
        'font-size': FONT.label,
        'line-height': 1.2,
        'text-wrap': 'wrap',
        'text-overflow-wrap': 'whitespace',
        'text-max-width': 'data(textWidth)',
        'text-valign': 'center',
        'text-halign': 'center',
        'min-zoomed-font-size': SMALLEST_TEXT,
        'overlay-opacity': 0,
        'background-image-crossorigin': 'null',
        'background-clip': 'node',
      },
    },
    {
      selector: 'node[kind = "entity"]',
      style: {
        'corner-radius': `${SHAPE.entity.corner}px`,
        'border-color': 'data(colour)',
        'text-margin-x': (ENTITY_ICON + 6) / 2,
      },
    },
    {
      selector: 'node[kind = "entity"][?image]',
      style: {
        'background-image': 'data(image)',
        'background-width': ENTITY_ICON,
        'background-height': ENTITY_ICON,
        'background-position-x': '7px',
        'background-position-y': '50%',
      },
    },
    {
      selector: 'node[kind = "picture"]',
      style: {
        'background-image': 'data(image)',
        'background-fit': 'none',
        'background-width': '100%',
        'background-height': 'data(imageHeight)',
        'background-position-x': '50%',
        'background-position-y': '0px',
        'background-offset-y': '0px',
        'font-size': FONT.caption,
        'text-valign': 'bottom',
        'text-margin-y': -32,
      },
    },
    {
      selector: 'node[kind = "table"]',
      style: {
        'background-image': 'data(image)',
        'background-width': '100%',
        'background-height': '100%',
        'background-fit': 'none',
      },
    },
    {
      selector: 'node[kind = "exhibit"]',
      style: { 'font-size': FONT.caption, 'border-style': 'double', 'border-width': 3 },
    },
    {
      selector: 'node[kind = "note"]',
      style: {
        shape: 'rectangle',
        'background-color': paper,
        'border-width': 0,
        color: paperText,
        'text-justification': 'left',
      },
    },
    {
      selector: 'edge',
      style: {
        'curve-style': 'straight',
        width: 1.6,
        'line-color': muted,
        'target-arrow-color': muted,
        'source-arrow-color': muted,
        'target-arrow-shape': 'none',
        'source-arrow-shape': 'none',
        'arrow-scale': ARROW.length / 8.7, // the library's triangle is 8.7 units long at scale 1 for a line this thin
        label: 'data(text)',
        color: text,
        'font-family': font,
        'font-size': FONT.small,
        'text-wrap': 'wrap',
        'text-max-width': '160px',
        'text-background-color': ground,
        'text-background-opacity': 1,
        'text-background-padding': '2px',
        'min-zoomed-font-size': SMALLEST_TEXT + 1,
        'overlay-opacity': 0,
      },
    },
    {
      selector: 'edge[curve = "curved"]',
      style: {
        'curve-style': 'unbundled-bezier',
        'edge-distances': 'node-position',
        'control-point-distances': 'data(bend)',
        'control-point-weights': 0.5,
      },
    },
    { selector: 'edge[direction != "none"]', style: { 'target-arrow-shape': 'triangle' } },
    { selector: 'edge[direction = "both"]', style: { 'source-arrow-shape': 'triangle' } },
    {
      selector: 'edge[supported = "no"]',
      style: { 'line-style': 'dashed', 'line-dash-pattern': UNSUPPORTED_DASH },
    },
    {
      selector: 'node:selected',
      style: {
        'underlay-color': focus,
        'underlay-opacity': 0.35,
        'underlay-padding': 5,
        'underlay-shape': 'round-rectangle',
      },
    },
    {
      selector: 'edge:selected',
      style: { width: 3, 'line-color': focus, 'target-arrow-color': focus, 'source-arrow-color': focus },
    },
    { selector: 'node.target', style: { 'border-color': focus, 'border-width': 4, 'border-style': 'solid' } },
  ];
}
