import { expect, test } from 'vitest';
import { strength } from '../../../../electron/core/vault/strength.ts';

test('says in sentences what is weak, and in numbers how long it lasts', async () => {
  const common = await strength('password12345');
  expect(common.advice).toMatch(/^This is similar to a common password\. .*\.$/);
  for (const passphrase of ['password12345', 'qwertyuiopasd', 'aaaaaaaaaaaaa', 'abcabcabcabcabc', '2019-04-03 2019']) {
    const { advice, guesses } = await strength(passphrase);
    for (const sentence of advice.split(/(?<=\.) /).filter(Boolean))
      expect(sentence, passphrase).toMatch(/^[A-Z].* .*\.$/);
    expect(guesses, passphrase).toMatch(/^(less than a second|centuries|[\d.]+ [a-z]+)$/);
  }
});
