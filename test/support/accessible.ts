import { type Dictionary, isRef, nameOf, pdfObjects, type Value } from './pdf-objects.ts';

/** ISO 32000-1, 14.8.4: the roles that a reader knows without a role map. */
const STANDARD = new Set(
  'Document H1 H2 H3 P BlockQuote L LI Lbl LBody TOC TOCI Table TR TH TD Figure Caption Reference Link'.split(' '),
);
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  ...{ TR: ['Table'], TH: ['TR'], TD: ['TR'], LI: ['L'], Lbl: ['LI'], LBody: ['LI'], TOCI: ['TOC'] },
};
const KIDS: Readonly<Record<string, readonly string[]>> = {
  ...{ Table: ['TR', 'Caption'], TR: ['TH', 'TD'], L: ['LI', 'Caption'], LI: ['Lbl', 'LBody'], TOC: ['TOCI', 'TOC'] },
  TOCI: ['Reference', 'P', 'Lbl', 'TOC', 'NonStruct'],
};

/**
 * What of the Matterhorn Protocol 1.02 (failure conditions of PDF/UA-1) a machine can look for, in a file that pdfkit wrote
 * without encryption. @returns the number of each condition that is met, with where
 */
export function matterhorn(pdf: Uint8Array): string[] {
  const file = pdfObjects(pdf);
  const { root, all, of, dictionary, list, stream } = file;
  const failed: string[] = [];
  const fail = (when: boolean, condition: string): void => {
    if (when) failed.push(condition);
  };
  const pages = list(dictionary(root.get('Pages')).get('Kids'));
  /** Page object -> the element of each marked content, as the parent tree has it. */
  const numbers = list(dictionary(dictionary(root.get('StructTreeRoot')).get('ParentTree')).get('Nums'));
  const parents = new Map<number, Value>();
  for (let at = 0; at + 1 < numbers.length; at += 2) parents.set(Number(numbers[at]), numbers[at + 1] as Value);

  fail(dictionary(root.get('MarkInfo')).get('Marked') !== true, '06-000 the file is not marked as tagged');
  fail(dictionary(root.get('MarkInfo')).get('Suspects') === true, '12-001 suspects');
  const metadata = stream(root.get('Metadata'));
  fail(metadata === '', '06-001 no XMP metadata');
  fail(!/<dc:title>/.test(metadata), '06-003 no dc:title');
  fail(dictionary(root.get('ViewerPreferences')).get('DisplayDocTitle') !== true, '07-002 the title is not displayed');
  fail(typeof root.get('Lang') !== 'string' || root.get('Lang') === '', '11-006 no language');
  fail(root.has('AcroForm') && dictionary(root.get('AcroForm')).has('XFA'), '25-001 XFA');
  fail(root.has('OCProperties'), '20-001 optional content');

  const seen: { role: string; parent: string; element: Dictionary; kids: string[]; ref: number }[] = [];
  const claimed = new Map<string, number>();
  const visit = (value: Value, parent: string): void => {
    const element = dictionary(value);
    const role = nameOf(element.get('S'));
    const kids = list(element.get('K'));
    const ref = isRef(value) ? value.ref : 0;
    seen.push({ role, parent, element, ref, kids: kids.flatMap((kid) => nameOf(dictionary(kid).get('S')) || []) });
    for (const kid of kids) {
      const page = dictionary(kid).get('Pg') ?? element.get('Pg');
      const mcid = typeof kid === 'number' ? kid : dictionary(kid).get('MCID');
      if (mcid !== undefined) claimed.set(`${isRef(page) ? page.ref : 0} ${mcid}`, ref);
      else if (nameOf(dictionary(kid).get('Type')) === 'OBJR') {
        const annotation = dictionary(dictionary(kid).get('Obj'));
        const told = parents.get(Number(annotation.get('StructParent')));
        fail(!isRef(told) || told.ref !== ref, `28-018 an annotation is not in the parent tree (${role})`);
      } else visit(kid, role);
    }
  };
  for (const kid of list(dictionary(root.get('StructTreeRoot')).get('K'))) visit(kid, '');
  fail(seen[0]?.role !== 'Document', '09-000 no document element');

  let level = 0;
  for (const { role, parent, element, kids } of seen) {
    fail(!STANDARD.has(role), `02-001 ${role} is no standard role`);
    const within = PARENTS[role];
    fail(within !== undefined && !within.includes(parent), `09-004 ${role} in ${parent}`);
    fail(
      kids.some((kid) => KIDS[role]?.includes(kid) === false),
      `09-005 ${kids.join()} in ${role}`,
    );
    const cell = role === 'TD' || role === 'TH';
    fail(!cell && list(element.get('K')).length === 0, `09-001 an empty ${role}`);
    if (role === 'Table') {
      const rows = list(element.get('K'))
        .map(dictionary)
        .filter((kid) => nameOf(kid.get('S')) === 'TR');
      const widths = new Set(rows.map((row) => list(row.get('K')).length));
      fail(widths.size > 1, `15-000 a table whose rows have ${[...widths].join(' and ')} cells`);
    }
    const heading = /^H([1-6])$/.exec(role);
    if (heading) {
      fail(Number(heading[1]) > level + 1, `14-003 ${role} after H${level}`);
      level = Number(heading[1]);
    }
    const alt = element.get('Alt');
    fail(
      role === 'Figure' && (typeof alt !== 'string' || alt.trim() === ''),
      '13-004 a figure without alternative text',
    );
    const attributes = dictionary(element.get('A'));
    fail(role === 'Figure' && list(attributes.get('BBox')).length !== 4, '13-000 a figure without a box');
    fail(role === 'TH' && nameOf(attributes.get('Scope')) === '', '15-003 a head of a table without scope');
  }

  for (const [at, ref] of pages.entries()) {
    const page = dictionary(ref);
    const where = `page ${at + 1}`;
    const number = isRef(ref) ? ref.ref : 0;
    fail(nameOf(page.get('Tabs')) !== 'S', `28-008 ${where} has no order of tabs`);
    const owners = list(parents.get(Number(page.get('StructParents'))));
    const content = scan(stream(page.get('Contents')));
    for (const problem of content.problems) failed.push(`${problem}, ${where}`);
    fail(new Set(content.mcids).size !== content.mcids.length, `01-000 ${where} counts a content twice`);
    for (const mcid of content.mcids) {
      const owner = owners[mcid];
      fail(
        !isRef(owner) || claimed.get(`${number} ${mcid}`) !== owner.ref,
        `01-007 content ${mcid} of ${where} is lost`,
      );
    }
    for (const annotation of list(page.get('Annots')).map(dictionary)) {
      const owner = dictionary(parents.get(Number(annotation.get('StructParent'))));
      fail(!annotation.get('Contents'), `28-012 a link of ${where} has no description`);
      fail(nameOf(owner.get('S')) !== 'Link', `28-011 a link of ${where} is in no Link`);
    }
  }
  for (const value of all.values()) {
    const font = value instanceof Map ? (value as Dictionary) : new Map<string, Value>();
    if (nameOf(font.get('Type')) === 'Font' && nameOf(font.get('Subtype')) === 'Type0')
      fail(!font.has('ToUnicode'), `10-001 ${nameOf(font.get('BaseFont'))} tells no characters`);
    if (nameOf(font.get('Type')) === 'FontDescriptor')
      fail(
        !of(font.get('FontFile2')) && !of(font.get('FontFile3')),
        `31-009 ${nameOf(font.get('FontName'))} is not embedded`,
      );
    if (nameOf(font.get('Subtype')) === 'CIDFontType2')
      fail(!font.has('CIDToGIDMap'), `31-011 ${nameOf(font.get('BaseFont'))} maps no glyphs`);
  }
  return [...new Set(failed)];
}

const PAINTS = new Set(['f', 'f*', 'F', 'S', 's', 'B', 'B*', 'b', 'b*', 'Do', 'TJ', 'Tj', 'sh']);

/** Follows a content stream: what it paints is content of an element or an artifact, and neither stands in the other. */
function scan(source: string): { readonly mcids: readonly number[]; readonly problems: readonly string[] } {
  const mcids: number[] = [];
  const problems = new Set<string>();
  const open: ('artifact' | 'content' | 'span')[] = [];
  for (const [, artifact, mcid, span, operator] of source.matchAll(
    /\/(Artifact)(?: BMC| <<[^>]*>> BDC)|\/\w+ <<\/MCID (\d+)>> BDC|\/(Span) <<\/ActualText <[^>]*>>> BDC|(?<=[\s\]>])([A-Za-z]+\*?)(?=\s|$)/g,
  )) {
    if (artifact) {
      if (open.includes('content')) problems.add('01-003 an artifact in tagged content');
      open.push('artifact');
    } else if (mcid !== undefined) {
      if (open.includes('artifact')) problems.add('01-004 tagged content in an artifact');
      if (open.includes('content')) problems.add('01-002 tagged content in tagged content');
      mcids.push(Number(mcid));
      open.push('content');
    } else if (span) open.push('span');
    else if (operator === 'EMC') {
      if (!open.pop()) problems.add('01-001 content ends that did not begin');
    } else if (operator && PAINTS.has(operator) && !open.includes('artifact') && !open.includes('content'))
      problems.add(`01-005 ${operator} is neither tagged nor an artifact`);
  }
  if (open.length > 0) problems.add('01-001 content does not end');
  return { mcids, problems: [...problems] };
}
