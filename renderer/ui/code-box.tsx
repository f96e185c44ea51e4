interface Props {
  readonly label: string;
  readonly text: string;
  readonly className?: string;
  readonly wrap?: boolean;
}

/** Text in fixed width that scrolls, by the keyboard too. */
export function CodeBox({ label, text, className = '', wrap = true }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section className={`rt-code ${className}`} data-wrap={wrap} aria-label={label} tabIndex={0}>
      <pre>{text}</pre>
    </section>
  );
}
