/** What is said alike everywhere of all exhibits of a kind. */
interface KindFacts {
  /** In running text: "2 files and 1 frozen query". */
  readonly one: string;
  readonly many: string;
  /** In lists of exhibits; null where the preview and the media type have the better word. */
  readonly heading: string | null;
  /** To readers who decide, and know no SQL. */
  readonly forExecutives: string;
  /** On a board, where it lies among entities and notes. */
  readonly onBoard: string;
  /** Name of a Blueprint icon; null for that of its preview. */
  readonly icon: string | null;
  /** What a board draws of it: the picture, where it has one, the first rows of its table, or its chart. */
  readonly face: 'picture' | 'rows' | 'drawing';
  /** As what a search lists it. The schema's triggers, which index its title and tags, say the same. */
  readonly found: 'exhibit' | 'query';
  /** The screen on which it comes into being. */
  readonly madeOn: 'evidence' | 'data';
  /** Its bytes come from outside: they are refused when there are none, and the same bytes again are the same exhibit. */
  readonly arrives: boolean;
}

/**
 * The kinds of exhibits. An entry adds one; every other choice that depends on the kind is a table over `ExhibitKind` in the
 * area that makes it, and the compiler names the tables that lack it.
 */
export const EXHIBIT_KINDS = {
  file: {
    one: 'file',
    many: 'files',
    heading: null,
    forExecutives: 'File',
    onBoard: 'Exhibit',
    icon: null,
    face: 'picture',
    found: 'exhibit',
    madeOn: 'evidence',
    arrives: true,
  },
  query: {
    one: 'frozen query',
    many: 'frozen queries',
    heading: 'Query',
    forExecutives: 'Query result',
    onBoard: 'Query',
    icon: null,
    face: 'rows',
    found: 'query',
    madeOn: 'data',
    arrives: false,
  },
  chart: {
    one: 'chart',
    many: 'charts',
    heading: 'Chart',
    forExecutives: 'Chart',
    onBoard: 'Chart',
    icon: 'timeline-bar-chart',
    face: 'drawing',
    found: 'exhibit',
    madeOn: 'data',
    arrives: false,
  },
  trace: {
    one: 'trace',
    many: 'traces',
    heading: 'Trace',
    forExecutives: 'Trace',
    onBoard: 'Trace',
    icon: 'flows',
    face: 'picture',
    found: 'exhibit',
    madeOn: 'data',
    arrives: false,
  },
} as const satisfies Record<string, KindFacts>;
export type ExhibitKind = keyof typeof EXHIBIT_KINDS;
export const isExhibitKind = (text: string): text is ExhibitKind => Object.hasOwn(EXHIBIT_KINDS, text);
export const exhibitKinds = Object.keys(EXHIBIT_KINDS) as [ExhibitKind, ...ExhibitKind[]];

/** What follows from how an exhibit may be shown. */
interface PreviewFacts {
  readonly icon: string;
  /** In lists of exhibits; null where the media type has the better word. */
  readonly heading: string | null;
  /** It is decoded, drawn, compared and printed as a picture. */
  readonly picture: boolean;
  /** Its bytes may be read as text. */
  readonly text: boolean;
  /** Its text is found by searching. */
  readonly searched: boolean;
  /** So are the cells of what was read from it: its bytes hold them encoded (mail, JSON), or packed. */
  readonly cells: boolean;
  /** Its rows are read as a dataset when it is imported. */
  readonly parsed: boolean;
}
const PLAIN = { picture: false, text: false, searched: false, cells: false, parsed: false } as const;

/** How an exhibit may be shown: decided from the sniffed type, never from the name. */
export const PREVIEWS = {
  image: { ...PLAIN, icon: 'media', heading: 'Image', picture: true },
  text: { ...PLAIN, icon: 'document', heading: null, text: true, searched: true },
  table: { ...PLAIN, icon: 'th', heading: 'Table', text: true, searched: true, parsed: true },
  /** A text that is no delimited one, read as records: JSON, mail, chats. */
  records: { ...PLAIN, icon: 'th', heading: 'Records', text: true, searched: true, cells: true, parsed: true },
  /** Bytes that hold tables: workbooks, archives. What is searched are their cells. */
  tables: { ...PLAIN, icon: 'th', heading: 'Tables', searched: true, cells: true, parsed: true },
  query: { ...PLAIN, icon: 'database', heading: null, text: true, searched: true },
  /** What is drawn and the statement behind it, as JSON. */
  chart: { ...PLAIN, icon: 'timeline-bar-chart', heading: null, text: true, searched: true },
  /** Parameters, result and tables of a trace of money, as JSON. */
  trace: { ...PLAIN, icon: 'flows', heading: null, text: true, searched: true },
  none: { ...PLAIN, icon: 'document', heading: null },
} as const satisfies Record<string, PreviewFacts>;
export type Preview = keyof typeof PREVIEWS;
export const previews = Object.keys(PREVIEWS) as [Preview, ...Preview[]];

type Shown = { readonly preview: Preview };
export const isPicture = ({ preview }: Shown): boolean => PREVIEWS[preview].picture;
/** A picture that was decoded: it can be drawn, copied and read. */
export const isDrawable = (exhibit: Shown & { readonly previewProblem: string | null }): boolean =>
  isPicture(exhibit) && exhibit.previewProblem === null;

type Held = { readonly kind: ExhibitKind; readonly removedAt: string | null };
/** Whether a board draws it as the first rows of its table. */
export const showsRows = ({ kind, removedAt }: Held): boolean =>
  EXHIBIT_KINDS[kind].face === 'rows' && removedAt === null;
/** Whether a board draws it as the chart that it is. */
export const showsChart = ({ kind, removedAt }: Held): boolean =>
  EXHIBIT_KINDS[kind].face === 'drawing' && removedAt === null;
