/** The PDF that a working copy was made beside, and what marks the copy. */
export interface Sealed {
  /** Of the PDF: its name and the SHA-256 of its bytes. */
  readonly name: string;
  readonly sha256: string;
  /** "C-0001 Coordinated seller accounts" */
  readonly title: string;
  /** "TLP:AMBER" */
  readonly tlp: string;
  readonly caveat: string;
  /** "Copy 3 for Legal"; empty where no copy is counted. */
  readonly copy: string;
  /** Points of the report check that are open. */
  readonly draft: number;
  readonly preparedBy: string;
  readonly program: string;
  readonly paper: 'a4' | 'letter';
}

/** What stands on top of every working copy. */
export const workingWords = ({ name }: Pick<Sealed, 'name'>): string =>
  `Working copy, which anyone can change. The report is the sealed PDF ${name}; page numbers in this text are those of the PDF. SHA-256 of the PDF:`;
