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
