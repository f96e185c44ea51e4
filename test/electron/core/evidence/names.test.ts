import { describe, expect, it } from 'vitest';
import { fileNameFor, titleFrom } from '../../../../electron/core/evidence/names.ts';

describe('names', () => {
  it('titles a file without what would deceive', () => {
    expect(titleFrom('Logins May.csv')).toBe('Logins May.csv');
    expect(titleFrom('a\u202egnp.exe\n')).toBe('a gnp.exe');
    expect(titleFrom('\n')).toBe('Untitled');
    expect(titleFrom('😀'.repeat(1000)).length).toBeLessThanOrEqual(500);
  });
  it('makes a name that every file system takes, and keeps the extension of a long one', () => {
    expect(fileNameFor('E-0003', '../../etc/passwd')).toBe('E-0003 .._.._etc_passwd');
    expect(fileNameFor('E-0003', 'C:\\a?.txt')).toBe('E-0003 C__a_.txt');
    expect(fileNameFor('E-0003', 'ends with a dot. ')).toBe('E-0003 ends with a dot');
    for (const character of ['é', '证', '😀']) {
      const long = fileNameFor('E-0003', `${character.repeat(400)}.jpg`);
      expect(long.endsWith(`${character}.jpg`)).toBe(true);
      expect(Buffer.byteLength(long)).toBeLessThan(256);
    }
  });
});
