import { seeded } from './random.ts';

/**
 * A marketplace that does not exist, in 5,000 rows: accounts, sign-ins and payouts as a warehouse writes them. Seven accounts are
 * one ring: signed up within an hour, signed in from one device, paid to two payout accounts.
 */
export interface Marketplace {
  readonly accounts: string;
  readonly logins: string;
  readonly payouts: string;
  /** Ids of the ring's accounts, in order. */
  readonly ring: readonly string[];
  readonly device: string;
  /** What the ring was paid, exact. */
  readonly paid: string;
}

const RING = 7;
const ACCOUNTS = 1200;
const LOGINS = 2800;
const PAYOUTS = 1000;
const two = (value: number): string => String(value).padStart(2, '0');

export function marketplace(seed = 11): Marketplace {
  const next = seeded(seed);
  const below = (most: number): number => Math.floor(next() * most);
  const hex = (digits: number): string => Array.from({ length: digits }, () => below(16).toString(16)).join('');
  const deviceOf = (): string => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  const ids = Array.from({ length: ACCOUNTS }, (_, at) => `u_${String(100_000 + at * 7).padStart(7, '0')}`);
  const ring = Array.from({ length: RING }, (_, at) => ids[150 + at * 140] as string);
  const inRing = new Set(ring);
  const device = deviceOf();
  const own = new Map(ids.map((id) => [id, inRing.has(id) ? device : deviceOf()]));
  const day = (): string => `2026-${two(1 + below(6))}-${two(1 + below(28))}`;
  const clock = (hour = below(24)): string => `${two(hour)}:${two(below(60))}:${two(below(60))}`;

  const accounts = ids.map((id, at) => {
    const signedUp = inRing.has(id) ? `2026-02-03T04:${two(ring.indexOf(id) * 8)}:11Z` : `${day()}T${clock()}Z`;
    return `${id},user${at}@example.${['com', 'net', 'org'][below(3)]},${signedUp},${['GB', 'DE', 'US', 'FR', 'PL'][below(5)]}`;
  });
  const logins = Array.from({ length: LOGINS }, (_, at) => {
    const id = at % 100 === 0 ? (ring[(at / 100) % RING] as string) : (ids[below(ACCOUNTS)] as string);
    const ip = `${['192.0.2', '198.51.100', '203.0.113'][below(3)]}.${below(256)}`;
    return `${id},${own.get(id)},${ip},${day()} ${clock()},${next() < 0.06 ? 'failed' : 'ok'}`;
  });
  let paid = 0; // cents
  const payouts = Array.from({ length: PAYOUTS }, (_, at) => {
    const id = at % 40 === 0 ? (ring[(at / 40) % RING] as string) : (ids[below(ACCOUNTS)] as string);
    const cents = 500 + below(240_000);
    const refund = next() < 0.04;
    if (inRing.has(id)) paid += refund ? -cents : cents;
    const text = `$${(cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
    const to = inRing.has(id) ? `PO-88${ring.indexOf(id) % 2}` : `PO-${10_000 + below(90_000)}`;
    const [year, month, date] = day().split('-');
    return `${id},${to},"${refund ? `(${text})` : text}",${date}/${month}/${year}`;
  });
  const table = (header: string, rows: readonly string[]): string => `${header}\n${rows.join('\n')}\n`;
  return {
    accounts: table('account_id,email,signed_up_at,country', accounts),
    logins: table('account_id,device_id,ip,at,result', logins),
    payouts: table('account_id,payout_account,amount,paid_on', payouts),
    ring,
    device,
    paid: (paid / 100).toFixed(2),
  };
}
