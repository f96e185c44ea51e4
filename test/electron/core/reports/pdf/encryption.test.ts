import { describe, expect, it } from 'vitest';
import { checkPassword, passwordBytes, strengthen } from '../../../../../electron/core/reports/pdf/encryption.ts';

const refusal = (password: string): string => {
  try {
    checkPassword(password);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
};

describe('the password of a PDF', () => {
  it('is at least eight characters as readers count them', () => {
    expect(refusal('seven c')).toContain('at least 8');
    expect(refusal('a\u00ad'.repeat(7))).toContain('7 characters');
    expect(refusal('eight ch')).toBe('');
    expect(refusal('ẞpürnäse')).toBe('');
    expect(refusal('пароль-деда')).toBe('');
    expect(refusal('密碼密碼密碼密碼')).toBe('');
  });

  it('is refused when nothing of it is left, whatever its length', () => {
    for (const nothing of [
      '\u00ad'.repeat(20),
      '\u200b'.repeat(12),
      ' '.repeat(10),
      '\u3000'.repeat(9),
      '\ufe0f'.repeat(9),
    ])
      expect(refusal(nothing)).toContain('only spaces');
  });

  it('is refused in words where readers differ or refuse', () => {
    expect(refusal('horse 🐎 staple')).toContain('emoji');
    expect(refusal('left\u202eright side')).toContain('invisible');
    expect(refusal('סיסמה latin')).toContain('right to left');
    expect(refusal('tab\tbed and more')).toContain('control');
    expect(refusal('ü'.repeat(64))).toContain('128 bytes');
  });

  it('is refused where some readers open the file with what was typed and others only with another spelling of it', () => {
    for (const typed of [
      'area 10 m²',
      '1ª planta',
      'ofﬁce hours',
      'Congreſs hall',
      'e\u0301lan vital',
      'no\u00a0break space',
    ])
      expect(refusal(typed), typed).toContain('different ways');
    expect(refusal('élan vital')).toBe('');
  });

  it('is normalised as RFC 4013 asks, so that both ways of typing it open the file', () => {
    expect(passwordBytes('e\u0301lan vital')).toEqual(passwordBytes('élan vital'));
    expect(passwordBytes('a\u00a0b\u00adc ﬁ')).toEqual(Buffer.from('a bc fi'));
  });

  it('is the user’s alone: the owner’s is another one', () => {
    const data: Record<string, unknown> = {};
    strengthen(
      { _security: { encryptionKey: new Uint8Array(32), dictionary: { data } }, _root: { data: {} } },
      'eight characters',
    );
    const { U, O, UE, OE } = data as Record<string, Uint8Array>;
    expect(O).not.toEqual(U);
    expect(OE).not.toEqual(UE);
  });
});
