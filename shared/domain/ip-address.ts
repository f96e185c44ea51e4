/** IPv4 and IPv6 addresses as numbers, and back as one text. */

export interface IpAddress {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** IPv4 in four decimal numbers without leading zeros, IPv6 by RFC 4291; ::ffff:203.0.113.7 is the IPv4 address in it. */
export function ipAddress(text: string): IpAddress | null {
  const plain = text.trim();
  const four = ipv4(plain);
  if (four !== null) return { bits: 32, value: four };
  const six = plain.includes(':') ? ipv6(plain) : null;
  if (six === null) return null;
  return six >> 32n === 0xffffn ? { bits: 32, value: six & 0xffffffffn } : { bits: 128, value: six };
}

function ipv4(plain: string): bigint | null {
  const [all, ...parts] = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(plain) ?? [];
  if (all === undefined || parts.some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith('0'))))
    return null;
  return BigInt(parts.reduce((sum, part) => sum * 256 + Number(part), 0));
}

function ipv6(plain: string): bigint | null {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  const four = tail ? ipv4(tail[2] as string) : null;
  if (tail && four === null) return null;
  const whole =
    tail && four !== null ? `${tail[1]}${(four >> 16n).toString(16)}:${(four & 0xffffn).toString(16)}` : plain;
  const halves = whole.split('::');
  if (halves.length > 2) return null;
  const [before = [], after = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - before.length - after.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after];
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return null;
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

/** IPv6 as RFC 5952 writes it. */
export function ipText({ bits, value }: IpAddress): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  const zeros = groups.join(':').match(/\b0(?::0)+\b/g) ?? [];
  const longest = zeros.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return groups.join(':');
  const written = groups.join(':');
  const at = written.search(new RegExp(`(?:^|(?<=:))${longest}(?:$|(?=:))`));
  return `${written.slice(0, at).replace(/:$/, '')}::${written.slice(at + longest.length).replace(/^:/, '')}`;
}

/** The first address of the network of that length. */
export const networkOf = ({ bits, value }: IpAddress, length: number): bigint => {
  const rest = BigInt(bits - length);
  return (value >> rest) << rest;
};

/** 192.0.2.77/24 as 192.0.2.0/24; null for what is no network. */
export function cidr(text: string): string | null {
  const [, at, written] = /^([^/\s]+)\s*\/\s*(\d{1,3})$/.exec(text.trim()) ?? [];
  const base = at === undefined ? null : ipAddress(at);
  if (!base) return null;
  const length = Number(written) - (base.bits === 32 && at?.includes(':') ? 96 : 0);
  if (length < 0 || length > base.bits) return null;
  return `${ipText({ ...base, value: networkOf(base, length) })}/${length}`;
}
