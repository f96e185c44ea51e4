import { Button, Tooltip } from '@blueprintjs/core';
import { nextTheme, type Theme, useTheme } from '../state/theme.ts';

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
