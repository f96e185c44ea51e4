import type { Role, Tag } from './tags.ts';

/** What of a laid-out node is looked at here. */
interface Laid {
  readonly type: string;
  readonly box?: Box & Readonly<Record<string, unknown>>;
  readonly style?: { readonly backgroundColor?: string };
  readonly props?: {
    readonly tag?: Tag;
    readonly fixed?: boolean;
    readonly id?: string;
    readonly bookmark?: { readonly title?: string } | null;
  };
  readonly lines?: readonly { readonly string: string }[] | null;
  readonly children?: Laid[];
}
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
interface Ref {
  readonly data: Record<string, unknown>;
  end(): void;
}
/** What of pdfkit's document is touched here; it has no types of its own. */
interface PdfDocument {
  readonly _root: Ref;
  readonly page: { readonly dictionary: Ref };
  ref(data: object): Ref;
  addContent(operators: string): unknown;
  annotate(x: number, y: number, w: number, h: number, options: Record<string, unknown>): unknown;
  glyphs(...rest: unknown[]): void;
  /** Called before the catalog is written. */
  endMarkings(): void;
  _convertRect(x: number, y: number, w: number, h: number): number[];
}

interface Page {
  readonly ref: Ref;
  /** The element that each marked content of the page belongs to, by its number. */
  readonly owners: Element[];
}
type Kid = Element | { readonly page: Page; readonly mcid: number } | { readonly page: Page; readonly annotation: Ref };
interface Element {
  readonly role: Role;
  readonly tag: Tag | null;
  readonly parent: Element | null;
  readonly kids: Kid[];
  box?: readonly number[];
}
/** What is drawn now: `flow` has elements of its own, `artifact` and `figure` are one thing whatever is in them. */
type Mode = 'flow' | 'text' | 'artifact' | 'figure';

/** What holds text itself, in which no paragraph is opened. */
const HOLDS_TEXT: ReadonlySet<Role> = new Set([
  ...(['H1', 'H2', 'H3', 'P', 'BlockQuote', 'Lbl', 'LBody', 'TOCI', 'TH', 'TD', 'Caption', 'Link'] as const),
]);
/** An empty one stands there too, or what is behind it in the row would be read under another head. */
const CELLS: ReadonlySet<Role> = new Set(['TH', 'TD']);
const HEADINGS = ['H1', 'H2', 'H3'] as const;
const PAINTED = ['TEXT', 'IMAGE', 'SVG', 'CANVAS'];

/**
 * Gives the file its structure while it is drawn: elements in reading order, each with the content that it marks, and artifacts
 * for all else (ISO 32000-2, 14.7 and 14.8; ISO 14289-1). The engine draws node by node through `forEach` of their lists, so
 * that a list which tells of each is all it takes. Call after the layout, behind whatever else stands in for a part of pdfkit's document.
 */
export function giveStructure(root: unknown, document: unknown): void {
  const target = document as PdfDocument;
  const whole: Element = { role: 'Document', tag: null, parent: null, kids: [] };
  const pages = new Map<Ref, Page>();
  const parentTree = new Map<number, Element | Page>();
  const byTag = new Map<Tag | object, Element>();
  const titles = titlesIn(root as Laid);
  let level = 0;
  let drawing = true;
  let current: Element = whole;
  let mode: Mode = 'flow';
  let marked = false;

  const page = (): Page => {
    const { dictionary } = target.page;
    const known = pages.get(dictionary);
    if (known) return known;
    const made: Page = { ref: dictionary, owners: [] };
    const key = parentTree.size;
    Object.assign(dictionary.data, { StructParents: key, Tabs: 'S' });
    pages.set(dictionary, made);
    parentTree.set(key, made);
    return made;
  };
  const close = (): void => {
    if (marked) target.addContent('EMC');
    marked = false;
  };
  const mark = (of: Element): void => {
    const on = page();
    target.addContent(`/${of.role} <</MCID ${on.owners.length}>> BDC`);
    of.kids.push({ page: on, mcid: on.owners.length });
    on.owners.push(of);
    marked = true;
  };
  const asArtifact = (repeated: boolean): void => {
    target.addContent(repeated ? '/Artifact <</Type /Pagination>> BDC' : '/Artifact BMC');
    marked = true;
  };
  const add = (role: Role, tag: Tag | null, key: Tag | object | null, parent = current): Element => {
    const known = key && byTag.get(key);
    if (known) return known;
    const made: Element = { role, tag, parent, kids: [] };
    parent.kids.push(made);
    if (key) byTag.set(key, made);
    return made;
  };
  /** ISO 32000-1, 14.8.4.2: an entry of the contents holds its link within a reference. */
  const addLink = (): Element =>
    add('Link', null, null, current.role === 'TOCI' ? add('Reference', null, null) : current);
  /** A heading is at most one level below the one before it; a list item without a list gets one, which the next item shares. */
  const elementFor = (tag: Tag): Element => {
    const known = byTag.get(tag);
    if (known) return known;
    const parent = tag.within ? elementFor(tag.within) : current;
    const at = HEADINGS.indexOf(tag.role as 'H1');
    if (at >= 0) {
      level = Math.min(at + 1, level + 1);
      return add(HEADINGS[level - 1] as Role, tag, tag, parent);
    }
    const list = LISTS[tag.role];
    if (list === undefined || parent.role === list) return add(tag.role, tag, tag, parent);
    const last = parent.kids.at(-1);
    const open =
      last && 'role' in last && last.role === list && last.tag === null ? last : add(list, null, null, parent);
    return add(tag.role, tag, tag, open);
  };

  const begin = (node: Laid): (() => void) => {
    const before = { current, mode };
    const restore = () => ({ current, mode } = before);
    if (mode !== 'flow') return restore;
    const { tag, fixed } = node.props ?? {};
    const repeated = fixed === true && (!tag || byTag.has(tag));
    if (repeated || tag?.role === 'Artifact' || (!tag && PAINTED.includes(node.type) && node.type !== 'TEXT')) {
      mode = 'artifact';
      asArtifact(fixed === true);
    } else if (node.type === 'TEXT') {
      if ((node.lines ?? []).every(({ string }) => string.trim() === '')) return restore;
      current = tag ? elementFor(tag) : HOLDS_TEXT.has(current.role) ? current : add('P', null, node.props ?? null);
      mode = 'text';
      // Else with its first glyphs: they may be those of a link, which is an element of its own.
      if (isPainted(node)) mark(current);
    } else if (tag?.role === 'Figure') {
      current = elementFor(tag);
      const { left, top, width, height } = node.box ?? { left: 0, top: 0, width: 0, height: 0 };
      current.box = target._convertRect(left, top, width, height);
      mode = 'figure';
      mark(current);
    } else {
      if (tag) current = elementFor(tag);
      if (node.type === 'LINK') current = addLink();
      // Its ground and its borders, which are drawn before what it holds.
      if (isPainted(node)) asArtifact(false);
      return () => {
        if (marked) close();
        restore();
      };
    }
    return () => {
      close();
      restore();
    };
  };

  const tell = (nodes: Laid[]): void => {
    const told = (each: (node: Laid, at: number) => void): void => {
      if (mode === 'flow') close();
      for (const [at, node] of nodes.entries()) {
        const end = drawing ? begin(node) : null;
        each(node, at);
        end?.();
      }
    };
    Object.defineProperty(nodes, 'forEach', { value: told, enumerable: false, configurable: true });
    for (const { type, children } of nodes) if (children && type !== 'TEXT' && type !== 'SVG') tell(children);
  };
  const { children = [] } = root as Laid;
  for (const { children: own } of children) if (own) tell(own);
  const drawn = (each: (node: Laid, at: number) => void): void => {
    for (const [at, node] of children.entries()) each(node, at);
    // What goes through the same lists afterwards are the bookmarks.
    drawing = false;
  };
  Object.defineProperty(children, 'forEach', { value: drawn, configurable: true });

  const { annotate, glyphs } = target;
  let linked = false;
  target.annotate = (x, y, w, h, options) => {
    const words = titles.get(String((options['A'] as Ref | undefined)?.data['D']));
    const on = page();
    const key = parentTree.size;
    const result = annotate.call(target, x, y, w, h, {
      ...options,
      Contents: new String(words ?? 'Link within this document'),
      StructParent: key,
    });
    const ref = (on.ref.data['Annots'] as Ref[]).at(-1) as Ref;
    let owner = current;
    if (mode === 'text') {
      close();
      owner = addLink();
      linked = true;
    }
    owner.kids.push({ page: on, annotation: ref });
    parentTree.set(key, owner);
    if (linked) mark(owner);
    return result;
  };
  target.glyphs = (...rest) => {
    if (mode === 'text' && !marked) mark(current);
    glyphs.apply(target, rest);
    if (linked) close();
    linked = false;
  };
  target.endMarkings = () => write(target, whole, parentTree);
}

const LISTS: Partial<Record<Role, Role>> = { LI: 'L', TOCI: 'TOC' };

const isPainted = ({ box, style }: Laid): boolean =>
  style?.backgroundColor !== undefined ||
  ['Top', 'Right', 'Bottom', 'Left'].some((side) => Number(box?.[`border${side}Width`] ?? 0) > 0);

/** What each anchor leads to, in words. */
function titlesIn(root: Laid): Map<string, string> {
  const titles = new Map<string, string>();
  const visit = ({ props, children = [] }: Laid): void => {
    if (props?.id !== undefined && props.bookmark?.title) titles.set(props.id, props.bookmark.title);
    for (const child of children) visit(child);
  };
  visit(root);
  return titles;
}

const hasContent = (kid: Kid): boolean => !('role' in kid) || CELLS.has(kid.role) || kid.kids.some(hasContent);

function write(target: PdfDocument, whole: Element, parentTree: ReadonlyMap<number, Element | Page>): void {
  const tree = target.ref({ Type: 'StructTreeRoot' });
  const refs = new Map<Element, Ref>();
  const name = (element: Element): Ref => {
    const ref = target.ref({});
    refs.set(element, ref);
    for (const kid of element.kids) if ('role' in kid && hasContent(kid)) name(kid);
    return ref;
  };
  const document = name(whole);
  for (const [element, ref] of refs) {
    const { role, tag, parent, kids, box } = element;
    const on = kids.map((kid) => ('role' in kid ? null : kid.page.ref)).find((each) => each !== null);
    const told = kids.flatMap((kid): unknown[] => {
      if ('role' in kid) return [refs.get(kid)].filter((each) => each !== undefined);
      const where = kid.page.ref === on ? {} : { Pg: kid.page.ref };
      if ('annotation' in kid) return [{ Type: 'OBJR', ...where, Obj: kid.annotation }];
      return [kid.page.ref === on ? kid.mcid : { Type: 'MCR', ...where, MCID: kid.mcid }];
    });
    const attributes = tag?.scope
      ? { O: 'Table', Scope: tag.scope }
      : box
        ? { O: 'Layout', Placement: 'Block', BBox: box }
        : null;
    Object.assign(ref.data, {
      ...{ Type: 'StructElem', S: role, P: parent ? refs.get(parent) : tree },
      ...(told.length > 0 && { K: told }),
      ...(on && { Pg: on }),
      ...(tag?.alt !== undefined && { Alt: new String(tag.alt) }),
      ...(attributes && { A: attributes }),
    });
  }
  const numbers = [...parentTree].flatMap(([key, of]) => [
    key,
    'owners' in of ? of.owners.map((each) => refs.get(each)) : refs.get(of),
  ]);
  const parents = target.ref({ Nums: numbers });
  Object.assign(tree.data, { K: [document], ParentTree: parents, ParentTreeNextKey: parentTree.size });
  Object.assign(target._root.data, { StructTreeRoot: tree, MarkInfo: { Marked: true } });
  for (const ref of [...refs.values(), parents, tree]) ref.end();
}
