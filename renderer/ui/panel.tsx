import { Icon, type IconName } from '@blueprintjs/core';
import type { ReactNode } from 'react';

/** The frame of a screen: the only `<main>` on the page, its heading, its buttons, and a scrolling body. */
export function Screen({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <main className="rt-screen" tabIndex={-1} aria-label={title}>
      <div className="rt-screen-head">
        <h1>{title}</h1>
        {actions}
      </div>
      <div className="rt-screen-body">{children}</div>
    </main>
  );
}

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

/** A titled box within a screen. */
export function Panel({
  title,
  actions,
  className,
  children,
}: {
  title: string;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={`rt-panel ${className ?? ''}`} aria-label={title}>
      <div className="rt-panel-head">
        <h2 className="rt-panel-title">{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}
