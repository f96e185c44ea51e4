import { ATTACHED, authorOf, isLeftOut, MARKS, startOf } from './whatsapp.ts';

/** What nothing but an export says: that messages are encrypted between ends, in whatever language. */
const ENCRYPTED =
  /end-to-end|Ende-zu-Ende|de bout en bout|extremo a extremo|ponta a ponta|eind-tot-eind|сквозн|uçtan uca|端到端|端對端|エンドツーエンド|종단간|بين الطرفين|תמימה/iu;
/** As an author: a level of a log, alone or beside the name of a program. */
const LEVEL =
  /(?:^|[^\p{L}])(?:emerg|alert|crit(?:ical)?|err(?:or)?|warn(?:ing)?|notice|info|debug|trace|fatal|severe|verbose)(?:$|[^\p{L}])/iu;
/** Programs and their parts, as logs name them. */
const PROGRAM =
  /^(?:\S+ )?(?:api|app|audit|auth|backup|bot|cache|client|cron|daemon|database|db|handler|http|https|job|kernel|listener|main|manager|monitor|process|proxy|queue|runner|scheduler|server|service|session|sql|system|task|thread|watcher|web|worker)(?: ?#?\d+)?$/iu;
/** Brackets, paths, dots and digits within a word: sshd[812], com.example.Jobs, worker-1. A telephone number has them too. */
const CODED = /[[\](){}=/\\<>|@]|\p{L}[._-]*[._-][\p{L}\d]|\p{L}\d/u;
const PHONE = /^~?\s*\+[\d\s()-]{7,24}$/u;
/** The year first, with hyphens and no comma behind it, as programs write it. */
const OF_A_PROGRAM = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}/;

/**
 * Whether a text is a chat as WhatsApp exports it. Most of its first lines begin with a time and have an author, and it shows that it
 * is none of a server: by the marks, media and sentences that an export has, or by authors that most look like people.
 */
export function looksLikeWhatsApp(head: string): boolean {
  const lines = head.split(/\r?\n/, 60).filter((line) => line.trim() !== '');
  const [opening = ''] = lines;
  const starts = lines.flatMap((line) => startOf(line) ?? []).length;
  if (startOf(opening) === null || starts < 2 || starts * 4 < lines.length) return false;
  const messages = lines.flatMap((line) => {
    const [, sent = '', rest = ''] = startOf(line) ?? [];
    const author = authorOf(rest);
    return author === null ? [] : [{ line, sent, author, said: rest.slice(author.length + 2) }];
  });
  if (messages.length === 0) return false;
  // Telephones that put times in brackets put a mark of direction before what they add themselves.
  const marked = lines.some((line) => (line.startsWith('[') ? /[\u200e\u200f]/u : ENCRYPTED).test(line));
  const media = messages.some(({ line, said }) => {
    const bare = said.replace(MARKS, '').trim();
    return !line.startsWith('[') && (isLeftOut(said, bare) || ATTACHED.test(bare));
  });
  if (marked || media) return true;
  const people = messages.filter(({ sent, author }) => !OF_A_PROGRAM.test(sent) && isPerson(author));
  return people.length * 2 > messages.length;
}

function isPerson(author: string): boolean {
  const name = author.trim();
  if (PHONE.test(name)) return true;
  return !LEVEL.test(name) && !PROGRAM.test(name) && !CODED.test(name) && /^(?:~\s*)?[\p{Lu}\p{Lo}\p{Lt}]/u.test(name);
}
