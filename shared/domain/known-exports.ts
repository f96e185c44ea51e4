import { CHAINS } from './known-exports/chains.ts';
import { EXCHANGES } from './known-exports/exchanges.ts';
import { IDENTITY } from './known-exports/identity.ts';
import { OSINT } from './known-exports/osint.ts';
import { PAYMENTS } from './known-exports/payments.ts';
import { REPORTING } from './known-exports/reporting.ts';
import { TIMELINES } from './known-exports/timelines.ts';
import { WALLETS } from './known-exports/wallets.ts';
import type { Profile } from './profiles.ts';

/**
 * Exports that investigators bring, by the headers that their programs write. Which columns a file must have to be one is its
 * key; none is invented, and a header that is localised or chosen by its user is not here.
 */
export const KNOWN_EXPORTS: readonly Profile[] = [
  ...IDENTITY,
  ...PAYMENTS,
  ...CHAINS,
  ...EXCHANGES,
  ...WALLETS,
  ...OSINT,
  ...TIMELINES,
  ...REPORTING,
];
