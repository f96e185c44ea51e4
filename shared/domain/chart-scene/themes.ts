import type { Paint, Token } from './scene.ts';

export type Theme = Readonly<Record<Token, string>>;

/**
 * Hues after Okabe and Ito (2008), which the common forms of colour blindness keep apart, darkened or lightened until each has at
 * least 3 : 1 against its surface (WCAG 2.2, 1.4.11).
 */
export const PAPER: Theme = {
  ink: '#16191d',
  muted: '#545b64',
  axis: '#7b838d',
  grid: '#e3e6ea',
  surface: '#ffffff',
  water: '#f3f6f9',
  land: '#dfe3e8',
  border: '#b6bec8',
  others: '#868d96',
  'series-0': '#0068a8',
  'series-1': '#c77a00',
  'series-2': '#00845f',
  'series-3': '#b84a00',
  'series-4': '#a8508a',
  'series-5': '#2f93cf',
  'series-6': '#7d7200',
};
export const LIGHT: Theme = PAPER;
export const DARK: Theme = {
  ink: '#f0f2f5',
  muted: '#b4bcc6',
  axis: '#7d8793',
  grid: '#343b45',
  surface: '#1c2127',
  water: '#20262d',
  land: '#3a424d',
  border: '#57616e',
  others: '#98a1ac',
  'series-0': '#5aa9e6',
  'series-1': '#f0ab3c',
  'series-2': '#35c495',
  'series-3': '#ff8f4d',
  'series-4': '#e39ac6',
  'series-5': '#9ad6fb',
  'series-6': '#d8cb4f',
};

export function colourOf(theme: Theme, paint: Paint): string {
  if (typeof paint === 'string') return theme[paint];
  const { token, share } = paint;
  const parts = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const [over, under] = [parts(theme[token]), parts(theme.surface)];
  const mixed = over.map((part, at) => Math.round(part * share + (under[at] as number) * (1 - share)));
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
