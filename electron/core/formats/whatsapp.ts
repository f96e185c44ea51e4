import { LISTED_CHARACTERS } from './limits.ts';
import type { Found, Table, TableRecord } from './table.ts';

const WHATSAPP_HEADER = ['sent', 'from', 'text', 'kind', 'attachment'] as const;
/** Marks of direction that WhatsApp puts before lines, and narrow spaces in its times. */
export const MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const NARROW = /[\u202f\u00a0\u3000]/gu;
const DIGIT = String.raw`[\d\u0660-\u0669\u06f0-\u06f9]`;
const DATE = `(?:D{1,4} ?[./-] ?D{1,2} ?[./-] ?D{1,4}\\.?|D{4} ?[年년] ?D{1,2} ?[月월] ?D{1,2} ?[日일])`.replaceAll(
  'D',
  DIGIT,
);
/** With a word for the half of the day behind it: PM, p. m., م, אחה״צ. */
const CLOCK = `D{1,2}[:.]D{2}(?:[:.]D{2})?(?: ?[\\p{L}\\p{M}.״"]{1,10}(?: m\\.)?)?`.replaceAll('D{', `${DIGIT}{`);
/** Between date and clock: a comma, um, à, klo, г., 下午, 오후. */
const BETWEEN = String.raw`(?: ?[\p{L}]{1,3}\.)?[,،]? ?(?:\p{L}{1,4}\.? ?)?`;
const SENT = `(?:${DATE}${BETWEEN}${CLOCK}|${CLOCK},? ${DATE})`;
const STARTS = [new RegExp(String.raw`^\[(${SENT})\] (.*)$`, 'su'), new RegExp(`^(${SENT}) [-–] (.*)$`, 'su')];
/** Media that were not exported, in English; in other languages telephones write them behind a mark of direction. */
const LEFT_OUT = /^<[^<>]{3,60}>$|^(?:image|video|audio|sticker|GIF|document|Contact card) omitted$/iu;
const LEFT_OUT_ELSEWHERE =
  /^\u200e[^\n]{0,60}(?:omit|omis|omess|absent|weggelassen|ausgelassen|ausgeschlossen|weggelaten|esclus|ocult|utelämn|udelad|отсутств|пропущ|скрыт|dahil edilmedi|忽略|省略|略過|略过|استبعاد|생략|הושמט)/iu;
export const ATTACHED =
  /<[^<>:：]{2,30} ?[:：] ?([^<>]+\.\w{2,5})>|^((?:IMG|VID|AUD|PTT|STK|DOC|GIF)-\d{8}-WA\d+\.\w{2,5}) \(|^([^\n]+\.\w{2,5}) \((?:file attached|fichier joint|Datei angehängt|archivo adjunto|arquivo anexado|ficheiro anexado|file allegato|bestand bijgevoegd|файл добавлен|dosya ekli|文件附件|附件|檔案附件|الملف مرفق|ملف مرفق|添付ファイル|파일 첨부됨)\)/u;

/** @returns when a line was sent, and what stands behind that, without marks of direction; null where no message begins */
export const startOf = (line: string): RegExpExecArray | null => {
  const plain = line.replace(MARKS, '').replace(NARROW, ' ');
  return STARTS[0]?.exec(plain) ?? STARTS[1]?.exec(plain) ?? null;
};
/** Of a quotation: each opens or closes one. */
const QUOTES = /["“”„«»「」『』]/gu;
/**
 * What the program says of a group before its name, which stands there without quotation marks in some versions:
 * Alice changed the subject to Deal: 500 EUR. In the languages that `PROGRAM_NOTE` names.
 */
const OF_A_GROUP = new RegExp(
  [
    'changed the (?:subject|group name|group description)|created (?:the |this )?(?:group|community|announcement group)',
    'hat (?:den (?:Betreff|Gruppennamen|Namen der Gruppe)|die Gruppe(?:nbeschreibung)?)|hast (?:den Betreff|die Gruppe)',
    '(?:a|avez) (?:changé le (?:sujet|nom du groupe)|modifié le nom du groupe|créé (?:le|ce) groupe)',
    '(?:cambió|cambiaste|creó|creaste) (?:el asunto|el nombre del grupo|el grupo|este grupo)',
    '(?:mudou|alterou|mudaste|alteraste|criou|criaste) (?:o assunto|o nome do grupo|o grupo|este grupo)',
    "(?:ha|hai) (?:cambiato|modificato|creato) (?:l['’]oggetto|il nome del gruppo|il gruppo|questo gruppo)",
    '(?:heeft|hebt) (?:het onderwerp|de groepsnaam|groep|de groep) ',
  ].join('|'),
  'iu',
);

const PROGRAM_NOTE =
  'A line without an author is what the program itself says. Of a group whose name has a colon and stands without quotation marks this is known in English, German, French, Spanish, Portuguese, Italian and Dutch; in another language the line may have an author.';

/**
 * Whose message a line is, by the colon behind a name: not the colon of a URL, nor one within a quotation that begins before it,
 * nor of the name of a group that the program speaks of. @returns null for what the program itself says
 */
export function authorOf(plain: string): string | null {
  const [, author] = /^([^:]{1,80}):(?: |$)/u.exec(plain) ?? [];
  if (author === undefined || (author.match(QUOTES)?.length ?? 0) % 2 === 1 || OF_A_GROUP.test(author)) return null;
  return author;
}

/** A chat as WhatsApp exports it: a message may go on over several lines; what the program itself says has no author. */
export function readWhatsApp(text: string): Found {
  const table: Table = {
    part: '',
    format: 'WhatsApp export',
    header: WHATSAPP_HEADER,
    width: WHATSAPP_HEADER.length,
    notes: [
      'Times are those of the telephone that exported the chat, without a zone, in its own order of day and month.',
      PROGRAM_NOTE,
      'Marks of direction were taken out of times and names; texts are as they stand.',
    ],
    *records() {
      let open: { line: number; lines: string[] } | null = null;
      const lines = text.split('\n');
      if (lines.at(-1) === '') lines.pop();
      for (const [at, whole] of lines.entries()) {
        const line = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
        if (startOf(line)) {
          if (open) yield message(open);
          open = { line: at + 1, lines: [line] };
        } else if (open) open.lines.push(line);
        else if (line.trim() !== '')
          yield {
            cells: [],
            line: at + 1,
            problem: 'it stands before the first message',
            raw: line.slice(0, LISTED_CHARACTERS),
          };
      }
      if (open) yield message(open);
    },
  };
  return { tables: [table], notes: [] };
}

function message({ line, lines }: { line: number; lines: readonly string[] }): TableRecord {
  const [first = '', ...rest] = lines;
  const [, sent = '', plain = ''] = startOf(first) ?? [];
  const author = authorOf(plain);
  // The text as it stands, marks included, begins after the author's colon or after the time.
  const colon = first.indexOf(': ', first.search(/[\]–-]/u));
  const head = !author ? plain : colon < 0 ? '' : first.slice(colon + 2);
  const said = [head, ...rest].join('\n');
  const bare = said.replace(MARKS, '').trim();
  const attached = ATTACHED.exec(bare);
  const kind = !author ? 'system' : attached ? 'attachment' : isLeftOut(said, bare) ? 'media left out' : 'message';
  const raw = lines.join('\n').slice(0, LISTED_CHARACTERS);
  const file = attached?.slice(1).find((each) => each !== undefined) ?? null;
  const cells = [sent, author?.trim() ?? null, said, kind, file];
  return { cells: cells.map((cell) => cell?.toWellFormed() ?? null), line, problem: null, raw };
}

/** Whether media stood there that were not exported. @param bare the same without marks of direction */
export const isLeftOut = (said: string, bare: string): boolean =>
  LEFT_OUT.test(bare) || (!bare.includes('\n') && LEFT_OUT_ELSEWHERE.test(said));
