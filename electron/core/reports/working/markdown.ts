import { draftWords } from '../../../../shared/domain/report-points.ts';
import type { Block, Paragraph, Picture, Run, Tabled } from './blocks.ts';
import { type Sealed, workingWords } from './sealed.ts';

/** A picture that the text shows, as a file beside it. */
export interface PictureFile extends Picture {
  readonly name: string;
}

/**
 * The same as Markdown (CommonMark, with the tables of GitHub). Every sign that Markdown would take for its own is escaped, so
 * that the text reads as in the PDF. @param stem of the names of its pictures
 */
export function asMarkdown(
  blocks: readonly Block[],
  sealed: Sealed,
  stem: string,
): { readonly text: string; readonly pictures: readonly PictureFile[] } {
  const pictures: PictureFile[] = [];
  const anchored = new Set(blocks.flatMap(({ anchors = [] }) => anchors));
  const marks = [sealed.tlp, draftWords(sealed.draft), sealed.copy].filter((each) => each !== '').join(' · ');
  const textOf = (block: Block): string => {
    const here = (block.anchors ?? []).map((anchor) => `<a id="${escapedId(anchor)}"></a>`).join('');
    const line = (runs: Paragraph): string => runs.map((run) => runOf(run, anchored)).join('');
    switch (block.kind) {
      case 'heading':
        return `${here}${here === '' ? '' : '\n\n'}${'#'.repeat(block.level + 1)} ${line(block.runs.map(({ bold: _, ...run }) => run)).replaceAll('\n', ' ')}`;
      case 'text':
        if (block.look === 'title')
          return `# ${line(block.runs.map(({ bold: _, ...run }) => run)).replaceAll('\n', ' ')}`;
        if (block.look === 'quote') return `> ${line(block.runs).replaceAll('\n', '\n> ')}`;
        return `${here}${block.look === 'caption' ? `*${line(block.runs)}*` : line(block.runs).replaceAll('\n', '  \n')}`;
      case 'fact':
        return `${here}- **${escaped(block.term)}:** ${block.paragraphs.map((runs) => line(runs).replaceAll('\n', ' ')).join('  \n  ')}`;
      case 'item':
        return `${'  '.repeat(block.depth)}${block.mark.endsWith('.') ? block.mark : '-'} ${block.paragraphs
          .map((runs) => line(runs).replaceAll('\n', ' '))
          .join(`  \n${'  '.repeat(block.depth + 1)}`)}`;
      case 'table':
        return `${here}${here === '' ? '' : '\n\n'}${tableOf(block.rows, anchored)}`;
      case 'figure': {
        const { picture, alt } = block;
        if (!picture) return `*Not shown: ${escaped(alt)}*`;
        const name = `${stem}.figure-${pictures.length + 1}.${picture.type}`;
        pictures.push({ ...picture, name });
        return `${here}![${escaped(alt).replaceAll('\n', ' ')}](<${name}>)`;
      }
    }
  };
  const told = blocks.map(textOf);
  const top = `**WORKING COPY · ${escaped(marks)}**\n\n> ${escaped(workingWords(sealed))} \`${sealed.sha256}\``;
  const caveat = sealed.caveat.trim() === '' ? '' : `\n\n${escaped(sealed.caveat.trim()).replaceAll('\n', '  \n')}`;
  return { text: `${top}${caveat}\n\n${woven(blocks, told)}\n\n**${escaped(marks)}**\n`, pictures };
}

/** Items of a list stand below each other, all else a line apart. */
const woven = (blocks: readonly Block[], told: readonly string[]): string =>
  told
    .map((text, at) => {
      const [kind, before] = [blocks[at]?.kind, blocks[at - 1]?.kind];
      const listed = (kind === 'item' || kind === 'fact') && kind === before;
      return at === 0 ? text : `${listed ? '\n' : '\n\n'}${text}`;
    })
    .join('');

const escapedId = (anchor: string): string => anchor.replaceAll(/[^A-Za-z0-9_-]/g, '-');
/** Signs that mean something to Markdown, or to the HTML within it. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\\`*_[\]<>#|~&]/g, (sign) => `\\${sign}`)
    .replaceAll(
      /^(\s*)([-+=]|\d+[.)])(?=\s|$|[-+=])/gm,
      (_, gap: string, sign: string) => `${gap}${sign.slice(0, -1)}\\${sign.slice(-1)}`,
    );

function runOf({ text, bold, italic, mono, link }: Run, anchored: ReadonlySet<string>): string {
  const [, before = '', words = '', behind = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (words === '') return text;
  // Within code nothing is escaped: a text with a backtick of its own is none.
  let made = mono && !/[`\n|]/.test(words) ? `\`${words}\`` : escaped(words);
  if (italic) made = `*${made}*`;
  if (bold) made = `**${made}**`;
  if (link !== undefined && anchored.has(link)) made = `[${made}](#${escapedId(link)})`;
  return `${before}${made}${behind}`;
}

function tableOf(rows: readonly Tabled[], anchored: ReadonlySet<string>): string {
  const columns = Math.max(...rows.map(({ cells }) => cells.length));
  const cell = (paragraphs: readonly Paragraph[] | undefined): string =>
    (paragraphs ?? [])
      .map((runs) => runs.map((run) => runOf(run, anchored)).join(''))
      .join('<br>')
      .replaceAll('\n', '<br>');
  const line = ({ cells }: Tabled): string =>
    `| ${Array.from({ length: columns }, (_, at) => cell(cells[at])).join(' | ')} |`;
  const [first] = rows;
  const head = first?.head ? first : { head: true, cells: [] };
  const body = first?.head ? rows.slice(1) : rows;
  return [line(head), `|${' --- |'.repeat(columns)}`, ...body.map(line)].join('\n');
}
