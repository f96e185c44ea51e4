import { Encrypter, generateHybridIdentity, generateIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { ageKind, readIdentity, readRecipients, recipientProblem } from '../../../shared/domain/age-keys.ts';

describe('age keys', () => {
  it('are taken when they are whole, of either kind', async () => {
    for (const identity of [await generateIdentity(), await generateHybridIdentity()]) {
      expect(recipientProblem(await identityToRecipient(identity))).toBeNull();
      expect(readIdentity(`# created: today\n# public key: age1…\n${identity}\n`)).toBe(identity);
    }
  });

  it('with a typing error are told from keys of another kind and from secret ones', async () => {
    const identity = await generateIdentity();
    const recipient = await identityToRecipient(identity);
    const typo = `${recipient.slice(0, 20)}${recipient[20] === 'q' ? 'p' : 'q'}${recipient.slice(21)}`;
    expect(recipientProblem(typo)).toContain('typing error');
    expect(recipientProblem('ssh-ed25519 AAAA')).toContain('begins with age1');
    expect(recipientProblem(identity)).toContain('secret key');
    expect(readIdentity(`${identity.slice(0, -1)}${identity.endsWith('Q') ? 'P' : 'Q'}`)).toBeNull();
    expect(readIdentity(recipient)).toBeNull();
  });

  it('are read one a line, each problem with its line', async () => {
    const recipient = await identityToRecipient(await generateIdentity());
    const { recipients, problems } = readRecipients(`# desk\n\n ${recipient} \nage1x\n${recipient}`);
    expect(recipients).toEqual([recipient]);
    expect(problems.map(({ line }) => line)).toEqual([4, 5]);
  });
});

describe('the first bytes of a file', () => {
  it('say how it is opened', async () => {
    const keyed = new Encrypter();
    keyed.addRecipient(await identityToRecipient(await generateIdentity()));
    const sealed = new Encrypter();
    sealed.setScryptWorkFactor(10);
    sealed.setPassphrase('a passphrase');
    const head = async (encrypter: Encrypter) => Buffer.from(await encrypter.encrypt('x')).toString('latin1');
    expect([ageKind(await head(keyed)), ageKind(await head(sealed))]).toEqual(['keys', 'passphrase']);
    expect(ageKind('-----BEGIN AGE ENCRYPTED FILE-----\n')).toBe('armored');
    expect(ageKind('PK\u0003\u0004')).toBe('none');
  });
});
