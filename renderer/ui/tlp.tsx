import type { Tlp } from '../../shared/contract/cases.ts';
import { TLP } from '../../shared/domain/tlp.ts';

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
