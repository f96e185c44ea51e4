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
