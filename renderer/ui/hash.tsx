import { Button } from '@blueprintjs/core';
import { Fragment, useEffect, useRef } from 'react';
import type { Tlp } from '../../shared/contract/cases.ts';
import { TLP } from '../../shared/domain/tlp.ts';
import { copyText } from '../client/clipboard.ts';
import { formatInZone, formatUtc } from './format.ts';
import { showToast } from './toaster.ts';

interface CodeBoxProps {
  readonly label: string;
  readonly text: string;
  readonly className?: string;
  readonly wrap?: boolean;
  /** Start and end of what is marked and scrolled to when it comes on screen, in UTF-16 units. */
  readonly match?: readonly [number, number] | null;
}

/** Text in fixed width that scrolls, by the keyboard too. */
export function CodeBox({ label, text, className = '', wrap = true, match = null }: CodeBoxProps) {
  const mark = useRef<HTMLElement>(null);
  useEffect(() => {
    mark.current?.scrollIntoView({ block: 'center' }); // what it returns is none of React's business
  }, []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section className={`rt-code ${className}`} data-wrap={wrap} aria-label={label} tabIndex={0}>
      <pre>
        {match ? (
          <>
            {text.slice(0, match[0])}
            <mark ref={mark}>{text.slice(...match)}</mark>
            {text.slice(match[1])}
          </>
        ) : (
          text
        )}
      </pre>
    </section>
  );
}

interface Props {
  /** UTC instant. */
  readonly at: string;
  /** IANA zone it was taken in; shown beside UTC. */
  readonly zone?: string | undefined;
  /** Leaves the zone to the tooltip. */
  readonly short?: boolean;
}

/** A moment in UTC, and what the clock said in its zone. */
export function Time({ at, zone, short = false }: Props) {
  const there = zone && zone !== 'UTC' ? formatInZone(at, zone) : null;
  return (
    <time dateTime={at} title={there ? `${there} (${zone})` : undefined} className="rt-nowrap">
      {formatUtc(at)} UTC{there && !short && <span className="rt-muted"> · {there}</span>}
    </time>
  );
}

/** A TLP 2.0 label in its prescribed colour on black. */
export function TlpChip({ tlp }: { tlp: Tlp }) {
  const { label, colour, audience } = TLP[tlp];
  return (
    <span className="rt-tlp rt-tlp-chip" style={{ color: colour }} title={audience}>
      {label}
    </span>
  );
}

/** The classification of the open case and who may receive it; visible on every screen of the case. */
export function TlpBanner({ tlp }: { tlp: Tlp }) {
  const { label, colour, audience } = TLP[tlp];
  return (
    <aside className="rt-tlp rt-tlp-banner" aria-label="Classification">
      <span style={{ color: colour }}>{label}</span>
      <span className="rt-cut">{audience}</span>
    </aside>
  );
}

const GROUP = /.{1,8}/gsu;

/** Where it has to take two lines, it breaks between groups of eight; nothing stands between them, so that a copy is whole. */
const Grouped = ({ value }: { readonly value: string }) =>
  [...value.matchAll(GROUP)].map(({ 0: group, index }) => (
    <Fragment key={index}>
      <wbr />
      <span className="rt-nowrap">{group}</span>
    </Fragment>
  ));

/** An identifier as it is, in fixed width, with a button that copies all of it. `short` shows the first 12 characters. */
export function Hash({ value, name = 'SHA-256', short = false }: { value: string; name?: string; short?: boolean }) {
  const copy = async (): Promise<void> => {
    try {
      await copyText(value);
      showToast({ message: `${name} copied.` });
    } catch {
      showToast({ message: `${name} was not copied: the clipboard cannot be reached. Select the text instead.` });
    }
  };
  return (
    <span className="rt-hash">
      <span className="rt-hash-text" title={value}>
        {short ? value.slice(0, 12) : <Grouped value={value} />}
      </span>
      <Button variant="minimal" size="small" icon="duplicate" aria-label={`Copy ${name}`} onClick={copy} />
    </span>
  );
}
