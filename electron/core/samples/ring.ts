/**
 * The made-up ring that the sample case is about. What is written here is what an investigator can find in the
 * generated tables and see on the drawn screenshots; nothing of it exists. Addresses are from the documentation
 * ranges (RFC 5737, RFC 3849), domains are reserved (RFC 2606), phone numbers are from the 555-01xx block.
 */
export interface RingAccount {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly country: string;
  /** Indices into `DEVICES`. */
  readonly devices: readonly number[];
  readonly sharesAvatar: boolean;
  readonly sharesPayout: boolean;
}

export const MARKET = 'Pinewick Market';
export const MARKET_HOST = 'pinewick.example.com';
export const OUTSIDE_HOST = 'pay.example.net';
export const PAYOUT_ACCOUNT = 'po_91c44e07';
export const BURST_IP = '203.0.113.77';
export const BURST_START = '2026-03-14T02:10:00Z';
export const BURST_LOGINS = 96;
export const BURST_AGENT = 'python-requests/2.31.0';
/** The other addresses the ring signs in from, a few times each. */
export const RING_IPS = ['203.0.113.18', '203.0.113.19', '203.0.113.77', '2001:db8:77::18'] as const;
export const DEVICES = ['dv-5f1e09c2', 'dv-a83b77d0', 'dv-c20d4471'] as const;

export const RING: readonly RingAccount[] = [
  ring('ac_lm7k2q', 'lumen.vault', 'Lumen Vault Audio', 'US', [0, 1], true, true),
  ring('ac_4hx9tw', 'lumen_vault_2', 'Lumen Vault Outlet', 'US', [0], true, true),
  ring('ac_q83npd', 'brassanddusk', 'Brass & Dusk', 'GB', [0, 2], true, true),
  ring('ac_vt5w6r', 'coppertable', 'Copper Table', 'DE', [1], true, true),
  ring('ac_9zk4mb', 'harbor.lens', 'Harbor Lens Co.', 'US', [1], true, true),
  ring('ac_x2f8gj', 'night_harvest', 'Night Harvest', 'PL', [1, 2], true, true),
  ring('ac_d6y3sn', 'olkhon.gear', 'Ольхон Снаряжение', 'KZ', [2], false, true),
  ring('ac_r7bq5h', 'amber.finch', 'Amber Finch', 'US', [2], false, true),
  ring('ac_w4tj8c', 'rivet.and.pine', 'Rivet & Pine', 'CA', [0], false, true),
  ring('ac_k9mg2v', 'sable.courtyard', 'Sable Courtyard', 'FR', [1], false, false),
  ring('ac_3pd7xf', 'tin.lark', 'Tin Lark', 'US', [2], false, false),
];

function ring(
  id: string,
  username: string,
  displayName: string,
  country: string,
  devices: readonly number[],
  sharesAvatar: boolean,
  sharesPayout: boolean,
): RingAccount {
  return { id, username, displayName, country, devices, sharesAvatar, sharesPayout };
}

export const LURE = (item: string): string =>
  `The ${item} is still free. The market checkout is down for me, so please pay at https://${OUTSIDE_HOST}/r/77 and send me the receipt, then I ship today.`;
