import { Icon, type IconName } from '@blueprintjs/core';
import type { ReactNode } from 'react';

interface Props {
  readonly icon: IconName;
  readonly title: string;
  /** What to do next. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}
export function EmptyState({ icon, title, children, action }: Props) {
  return (
    <div className="rt-empty">
      <Icon icon={icon} size={32} className="rt-empty-icon" />
      <h2>{title}</h2>
      {children && <p className="rt-muted">{children}</p>}
      {action}
    </div>
  );
}
