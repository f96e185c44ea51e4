import { Fragment, type ReactNode } from 'react';

/** A label of the case (E-0012, F-2, C-0001), or an amount with its unit. */
const WHOLE = /\b[A-Z]{1,3}-\d+\b|(?<![\w.,])[$€£]?\d[\d,.]*\d(?: [A-Z]{3,5}\b)?/g;

/** A text in which no label and no amount breaks over two lines: a browser breaks after any hyphen. */
export function Words({ children: text }: { readonly children: string }): ReactNode {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const { 0: whole, index } of text.matchAll(WHOLE)) {
    parts.push(
      <Fragment key={index}>
        {text.slice(from, index)}
        <span className="rt-nowrap">{whole}</span>
      </Fragment>,
    );
    from = index + whole.length;
  }
  return parts.length === 0 ? text : [...parts, text.slice(from)];
}
