import { bech32 } from '@scure/base';

/** Bytes of a public key by its prefix: X25519, its post-quantum hybrid, and keys on tokens (C2SP age.md). */
const RECIPIENTS: Readonly<Record<string, number | null>> = { age: 32, age1pq: 1216, age1tag: 33, age1tagpq: null };
const IDENTITIES: Readonly<Record<string, number>> = { 'age-secret-key-': 32, 'age-secret-key-pq-': 32 };

/** What is wrong with an age public key; null when nothing is. */
export function recipientProblem(text: string): string | null {
  if (/^age-secret-key-/i.test(text))
    return 'that is a secret key, which never leaves its owner. Ask for the public key: age1…';
  if (!text.startsWith('age1')) return 'an age public key begins with age1';
  const found = decode(text);
  if (!found) return 'it has a typing error: its check characters do not fit';
  const bytes = RECIPIENTS[found.prefix];
  if (bytes === undefined || (bytes !== null && bytes !== found.bytes)) return 'it is not a kind of key that age knows';
  return null;
}

export interface Recipients {
  readonly recipients: readonly string[];
  /** By line, as typed. */
  readonly problems: readonly { readonly line: number; readonly problem: string }[];
}

/** One key a line, as in age's own recipients files: empty lines and those that begin with # are passed over. */
export function readRecipients(text: string): Recipients {
  const recipients: string[] = [];
  const problems: { line: number; problem: string }[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const problem = recipientProblem(line);
    if (problem) problems.push({ line: index + 1, problem });
    else if (recipients.includes(line)) problems.push({ line: index + 1, problem: 'it is there already' });
    else recipients.push(line);
  }
  return { recipients, problems };
}

/** The first secret key in an age identity file, or typed alone; null when there is none that is whole. */
export function readIdentity(text: string): string | null {
  const line = text
    .split(/\r?\n/)
    .map((each) => each.trim())
    .find((each) => each.startsWith('AGE-SECRET-KEY-'));
  const found = line === undefined ? null : decode(line.toLowerCase());
  return line !== undefined && found && IDENTITIES[found.prefix] === found.bytes ? line : null;
}

function decode(text: string): { prefix: string; bytes: number } | null {
  try {
    const { prefix, words } = bech32.decode(text as `${string}1${string}`, false);
    return { prefix, bytes: bech32.fromWords(words).length };
  } catch {
    return null;
  }
}

/** How a file says that it is encrypted, by its first bytes. */
export function ageKind(head: string): 'passphrase' | 'keys' | 'armored' | 'none' {
  if (head.startsWith('-----BEGIN AGE ENCRYPTED FILE-----')) return 'armored';
  if (!head.startsWith('age-encryption.org/v1\n')) return 'none';
  return /^-> scrypt /m.test(head) ? 'passphrase' : 'keys';
}
