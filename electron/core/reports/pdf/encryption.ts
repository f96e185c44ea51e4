import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { Fault } from '../../../../shared/contract/errors.ts';

/** A reader takes 127 bytes of UTF-8 into account; more would be cut off without a word. */
const MOST_BYTES = 127;
const LEAST_CHARACTERS = 8;

/** @throws Fault `bad-request` for a password that PDF readers could not be given again, or that is too short */
export function checkPassword(password: string): void {
  const refuse = (why: string): never => {
    throw new Fault('bad-request', why);
  };
  // RFC 4013 (SASLprep): what readers bring a password to before they try it, and what they refuse.
  const prepared = passwordBytes(password).toString('utf8');
  if (prepared.trim() === '')
    refuse('The password holds only spaces or invisible characters, which PDF readers drop. Choose another one.');
  if (/\p{Cc}/u.test(prepared)) refuse('The password holds a control character, which PDF readers do not take.');
  if (/[\p{Co}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2060-\u206f\ufff9-\ufffd]/u.test(prepared))
    refuse('The password holds an invisible or private character, which PDF readers refuse. Choose another one.');
  // Unassigned in Unicode 3.2, to which RFC 4013 is bound: readers differ in whether they take these.
  if (/\p{Emoji_Presentation}|\p{EMod}|\p{RI}/u.test(prepared))
    refuse('The password holds an emoji, which some PDF readers refuse. Use letters, digits and signs.');
  if (
    /[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(prepared) &&
    /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(prepared)
  )
    refuse('The password mixes letters that run from right to left with others, which PDF readers refuse.');
  const characters = [...prepared].length;
  if (characters < LEAST_CHARACTERS)
    refuse(
      `The password has ${characters} characters as PDF readers count them; it takes at least ${LEAST_CHARACTERS}.`,
    );
  const bytes = Buffer.byteLength(prepared, 'utf8');
  if (bytes > MOST_BYTES)
    refuse(`The password is ${bytes} bytes long; a PDF takes at most ${MOST_BYTES}. Choose a shorter one.`);
  // Some readers (pdf.js) prepare what is typed as this does; others (poppler, qpdf) take it as it is, and would not open the file.
  if (prepared !== password)
    refuse(
      'The password holds characters that PDF readers spell in different ways, such as ², ﬁ, an accent typed apart from its letter, or a special space. Some could not open the file with it. Choose other ones.',
    );
}

/** pdfkit's security handler: it encrypts with AES-256 under `encryptionKey` and writes this dictionary. */
interface Secured {
  readonly _security: {
    readonly encryptionKey: Uint8Array;
    readonly dictionary: { readonly data: Record<string, unknown> };
  };
  readonly _root: { readonly data: Record<string, unknown> };
}

/**
 * Replaces the password entries of an AES-256 document that is still empty by those of revision 6 (ISO 32000-2:2020,
 * 7.6.4). pdfkit writes revision 5, whose single SHA-256 lets passwords be tried by the billion.
 */
export function strengthen(document: unknown, password: string, given: string | null = null): void {
  const { _security, _root } = document as Secured;
  const secret = passwordBytes(password);
  // One that nobody knows where none is given, so that whoever opens the file has the permissions it states and no more.
  const owner = given === null ? randomBytes(32) : passwordBytes(given);
  const [userCheck, userSalt, ownerCheck, ownerSalt] = [0, 0, 0, 0].map(() => randomBytes(8)) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ];
  const none = Buffer.alloc(0);
  const U = Buffer.concat([hash(secret, userCheck, none), userCheck, userSalt]);
  const O = Buffer.concat([hash(owner, ownerCheck, U), ownerCheck, ownerSalt]);
  Object.assign(_security.dictionary.data, {
    R: 6,
    U: new Uint8Array(U),
    O: new Uint8Array(O),
    UE: wrap(hash(secret, userSalt, none), _security.encryptionKey),
    OE: wrap(hash(owner, ownerSalt, U), _security.encryptionKey),
  });
  _root.data['Extensions'] = { ADBE: { BaseVersion: '1.7', ExtensionLevel: 8 } };
}

/** UTF-8 of the password in the form that readers bring it to (the mapping and normalization steps of SASLprep, RFC 4013). */
export const passwordBytes = (password: string): Buffer =>
  Buffer.from(
    password
      .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
      .replace(/\u00ad|\u034f|\u1806|[\u180b-\u180d]|[\u200b-\u200d]|\u2060|[\ufe00-\ufe0f]|\ufeff/g, '')
      .normalize('NFKC'),
    'utf8',
  );

function wrap(key: Buffer, secret: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-cbc', key, Buffer.alloc(16)).setAutoPadding(false);
  return new Uint8Array(Buffer.concat([cipher.update(secret), cipher.final()]));
}

const DIGESTS = ['sha256', 'sha384', 'sha512'] as const;

/** Algorithm 2.B: 64 rounds or more of AES-128 and a SHA-2 chosen by what came out. @returns 32 bytes */
function hash(password: Buffer, salt: Buffer, user: Buffer): Buffer {
  let key: Buffer = createHash('sha256').update(password).update(salt).update(user).digest();
  for (let round = 0; ; round++) {
    const once = Buffer.concat([password, key, user]);
    const input = Buffer.concat(Array.from({ length: 64 }, () => once));
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32)).setAutoPadding(false);
    const output = Buffer.concat([cipher.update(input), cipher.final()]);
    const digest = DIGESTS[output.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3] as 'sha256';
    key = createHash(digest).update(output).digest();
    // Counted from 0, the last byte decides from round 63 on: at least 64 rounds.
    if (round >= 63 && (output.at(-1) as number) <= round - 31) return key.subarray(0, 32);
  }
}
