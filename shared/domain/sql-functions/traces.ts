import type { SqlFunction } from './entry.ts';

export const ADDRESSES: readonly SqlFunction[] = [
  {
    name: 'ip_prefix',
    args: 'ip, bits',
    meaning: 'the network of an IPv4 or IPv6 address',
    nulls: 'NULL for NULL, for what is no address, and when the address has fewer bits',
    example: "SELECT ip_prefix('203.0.113.7', 24)",
    result: '203.0.113.0/24',
  },
  {
    name: 'ip_in_cidr',
    args: 'ip, network',
    meaning: '1 when the address lies in the network, else 0',
    nulls: 'NULL for NULL, and for what is no address; an error for what is no network',
    example: "SELECT ip_in_cidr('203.0.113.7', '203.0.113.0/24')",
    result: '1',
  },
  {
    name: 'normalize_email',
    args: 'x',
    meaning: 'one form of a mailbox: lower case, without +tag, without dots at Gmail; not the address to write to',
    nulls: 'NULL for NULL, and for what is no address',
    example: "SELECT normalize_email('Mara.Lind+shop@GoogleMail.com')",
    result: 'maralind@gmail.com',
  },
  {
    name: 'normalize_phone',
    args: 'x [, country]',
    meaning: "the number in E.164; numbers without + need the country ('US')",
    nulls: 'NULL for NULL, and for what is no number; an error for an unknown country',
    example: "SELECT normalize_phone('(202) 555-0143', 'US')",
    result: '+12025550143',
  },
  {
    name: 'phone_country',
    args: 'x',
    meaning: 'the country of a number that begins with +; toll-free numbers of +1 count as US',
    nulls: 'NULL for NULL, for what is no number, and for prefixes of no country (+800)',
    example: "SELECT phone_country('+44 20 7946 0958')",
    result: 'GB',
  },
  {
    name: 'domain_of',
    args: 'x',
    meaning: 'the host of a URL, an e-mail address or a name',
    nulls: 'NULL for NULL, for an IP address, and for a name without a dot',
    example: "SELECT domain_of('https://pay.example.co.uk/login?id=7')",
    result: 'pay.example.co.uk',
  },
  {
    name: 'registrable_domain',
    args: 'x',
    meaning: 'the part of a domain that someone registered',
    nulls: 'NULL for NULL, and without a public suffix',
    example: "SELECT registrable_domain('https://pay.example.co.uk/login')",
    result: 'example.co.uk',
  },
];

export const PLACES: readonly SqlFunction[] = [
  {
    name: 'haversine_km',
    args: 'lat, lon, lat, lon',
    meaning: 'kilometres between two points on a sphere of 6371.0088 km; up to 0.6 % from the real distance',
    nulls: 'NULL when any is NULL; an error beyond 90° and 180°',
    example: 'SELECT round(haversine_km(52.52, 13.405, 48.8566, 2.3522), 1)',
    result: '877.5',
  },
];

export const HASHES: readonly SqlFunction[] = [
  {
    name: 'sha256',
    args: 'x',
    meaning: 'SHA-256 of a text in UTF-8, or of bytes, in hexadecimal',
    nulls: 'NULL for NULL',
    example: "SELECT sha256('abc')",
    result: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  },
  {
    name: 'sha1',
    args: 'x',
    meaning: 'SHA-1 in hexadecimal, only to compare with hashes that others made',
    nulls: 'NULL for NULL',
    example: "SELECT sha1('abc')",
    result: 'a9993e364706816aba3e25717850c26c9cd0d89d',
  },
  {
    name: 'md5',
    args: 'x',
    meaning: 'MD5 in hexadecimal, only to compare with hashes that others made',
    nulls: 'NULL for NULL',
    example: "SELECT md5('abc')",
    result: '900150983cd24fb0d6963f7d28e17f72',
  },
];
