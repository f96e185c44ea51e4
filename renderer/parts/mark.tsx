import { Button, Tooltip } from '@blueprintjs/core';
import type { Theme } from '../../shared/contract/bridge.ts';
import { nextTheme, useTheme } from '../state/theme.ts';

const THEMES: Record<Theme, { icon: 'flash' | 'moon' | 'desktop'; label: string }> = {
  light: { icon: 'flash', label: 'Light colours' },
  dark: { icon: 'moon', label: 'Dark colours' },
  system: { icon: 'desktop', label: 'Colours of the system' },
};

export function ThemeButton() {
  const { icon, label } = THEMES[useTheme()];
  return (
    <Tooltip content={label} placement="bottom">
      <Button variant="minimal" icon={icon} aria-label={`${label}; change`} onClick={nextTheme} />
    </Tooltip>
  );
}

/** The program's sign: a thread that joins two pins. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d="M4 15 C 4 6, 16 14, 16 5" fill="none" stroke="var(--rt-accent)" strokeWidth="2" strokeLinecap="round" />
      <circle cx="4" cy="15" r="2.5" fill="currentColor" />
      <circle cx="16" cy="5" r="2.5" fill="currentColor" />
    </svg>
  );
}
