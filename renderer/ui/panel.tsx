import type { ReactNode } from 'react';

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
