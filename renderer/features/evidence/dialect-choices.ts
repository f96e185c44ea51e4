interface Choice {
  readonly value: string;
  readonly label: string;
}
const plain = (values: readonly string[]): Choice[] => values.map((value) => ({ value, label: value }));

export const CHOICES: Record<'encoding' | 'delimiter' | 'quote' | 'escape', readonly Choice[]> = {
  encoding: plain([
    'utf-8',
    'utf-16le',
    'utf-16be',
    'windows-1252',
    'windows-1250',
    'windows-1251',
    'windows-1254',
    'iso-8859-1',
    'iso-8859-2',
    'iso-8859-15',
    'koi8-r',
    'shift_jis',
    'euc-jp',
    'euc-kr',
    'gb18030',
    'big5',
  ]),
  delimiter: [
    { value: ',', label: 'comma' },
    { value: ';', label: 'semicolon' },
    { value: '\t', label: 'tab' },
    { value: '|', label: 'bar' },
    { value: ':', label: 'colon' },
    { value: ' ', label: 'space' },
  ],
  quote: [
    { value: '"', label: 'double quotes' },
    { value: "'", label: 'single quotes' },
    { value: '', label: 'nothing' },
  ],
  escape: [
    { value: '"', label: 'doubling' },
    { value: '\\', label: 'backslash' },
    { value: '', label: 'nothing' },
  ],
};

/** The choices, with the present value among them even if it is an unusual one. */
export const withCurrent = (choices: readonly Choice[], value: string): Choice[] =>
  choices.some((choice) => choice.value === value) ? [...choices] : [{ value, label: value }, ...choices];
