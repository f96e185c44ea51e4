import { Decrypter, Encrypter } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { scryptIdentity, scryptRecipient } from '../../../../electron/core/files/age.ts';

const PASSPHRASE = 'pässphrase of a bundle';

describe('the passphrase of a bundle', () => {
  it('is what the age library itself understands, both ways', async () => {
    const ours = new Encrypter();
    ours.addRecipient(scryptRecipient(PASSPHRASE));
    const theirDecrypter = new Decrypter();
    theirDecrypter.addPassphrase(PASSPHRASE);
    expect(await theirDecrypter.decrypt(await ours.encrypt('sealed'), 'text')).toBe('sealed');

    const theirs = new Encrypter();
    theirs.setScryptWorkFactor(12);
    theirs.setPassphrase(PASSPHRASE);
    const ourDecrypter = new Decrypter();
    ourDecrypter.addIdentity(scryptIdentity(PASSPHRASE));
    expect(await ourDecrypter.decrypt(await theirs.encrypt('sealed'), 'text')).toBe('sealed');
    const wrong = new Decrypter();
    wrong.addIdentity(scryptIdentity('another passphrase'));
    await expect(wrong.decrypt(await theirs.encrypt('sealed'))).rejects.toThrow('no identity matched');
  });

  it('is derived while other work goes on', async () => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(scryptRecipient(PASSPHRASE));
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    await encrypter.encrypt('sealed');
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10); // the derivation takes some 500 ms; one that blocks allows one turn at most
  });

  it('is refused more work than is safe', async () => {
    const encrypter = new Encrypter();
    encrypter.setScryptWorkFactor(10);
    encrypter.setPassphrase(PASSPHRASE);
    const sealed = Buffer.from(await encrypter.encrypt('sealed'));
    const text = sealed.toString('latin1').replace(/^(-> scrypt \S+) 10$/m, '$1 21');
    const decrypter = new Decrypter();
    decrypter.addIdentity(scryptIdentity(PASSPHRASE));
    await expect(decrypter.decrypt(Buffer.from(text, 'latin1'))).rejects.toThrow('work factor is too high');
  });
});
