import { extname } from 'node:path';

const LONGEST_TITLE = 250; // characters; a title has at most 500 UTF-16 units
const LONGEST_STEM = 200; // bytes of UTF-8; file systems take 255 with label and extension
/** Control characters, and those that turn the reading direction round, with which "gpj.exe" is made to look like "exe.jpg". */
const DECEIVING = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** A title from a file's name. The original name itself is kept as it was. */
export function titleFrom(name: string): string {
  const title = cut(name.replace(DECEIVING, ' ').trim(), LONGEST_TITLE);
  return title === '' ? 'Untitled' : title;
}

/** A name that every file system takes: "E-0003 invoice.pdf". */
export function fileNameFor(label: string, name: string): string {
  const whole = name.replace(DECEIVING, '_').replace(/[\\/:*?"<>|]/g, '_');
  const extension = cut(extname(whole), 12);
  let stem = whole.slice(0, whole.length - extname(whole).length);
  if (Buffer.byteLength(stem) > LONGEST_STEM)
    stem = Buffer.from(stem)
      .subarray(0, LONGEST_STEM)
      .toString('utf8')
      .replace(/\ufffd$/, '');
  return `${label} ${stem}${extension}`.replace(/[. ]+$/, '');
}

const cut = (text: string, characters: number): string => [...text].slice(0, characters).join('');

/** The name of a file that is made of a title: "accounts-behind-one-address". @param other for a title without letters */
export const stemOf = (title: string, other: string): string =>
  title
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80) || other;
