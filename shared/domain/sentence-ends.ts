/**
 * Where the sentences of one line end: `Intl.Segmenter` with what it cannot know put right. It suppresses nothing behind
 * abbreviations (V8 drops the locale's `ss=standard`), and sees no end before a digit or a small letter. Where two readings are
 * possible a line is parted: two statements taken for one would lend each other their references, and one taken for two is
 * asked for its exhibit.
 */
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));
/** No sentence ends with them. */
const NEVER_LAST = setOf(
  'mr mrs ms dr prof messrs capt sgt det insp lt hon rev gen gov sen rep v vs cf viz e.g i.e incl excl resp approx ca',
);
/** They belong to the number behind them; elsewhere they are words, or end a sentence: "He said no. Then he paid." */
const BEFORE_NUMBER = setOf(
  `no nos nr fig figs p pp para paras art arts sec secs vol vols ch col tel ref refs acct accts cl est max min ext reg rn doc
  inv apt pos jan feb mar apr jun jul aug sep sept oct nov dec`,
);
/** They end a sentence unless a name or a small letter goes on behind them. */
const IN_NAMES = setOf(
  'inc ltd co corp llc plc gmbh bros assn dept univ jr sr esq st ave blvd rd mt ft etc al govt intl natl',
);
/** How names of companies and offices go on behind "Inc." or "U.S.". */
const NAME_GOES_ON =
  /^(?:Ventures?|Holdings?|Group|Trading|Partners|Capital|International|Limited|Ltd|Inc|LLC|KG|Bank|Services|Solutions|Technologies|Systems|Investments?|Industries|Logistics|Media|Payments|Treasury|Department|Government|Attorney|District|Secret|Supreme|Congress|Court|Customs|Marshals|Embassy|dollars?)\b/;
const MONTH = /^(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/;
const ZONE_OR_DAY = /^(?:UTC|GMT|[A-Z]{1,4}T|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b/;
/** A number, or what numbers are made of; not the label of an exhibit or a finding. */
const NUMBER = /^(?!E-\d{4}|F-\d)(?:#?\d|[A-Z]{1,3}[-/]?\d|[IVXLC]{2,}\b)/;
/** Words that sentences begin with, and names do not go on with. */
const STARTER =
  /^["“‘([]?(?:The|He|She|It|They|We|I|You|This|That|These|Those|There|Then|But|And|Or|On|In|At|By|For|From|To|After|Before|Since|When|While|If|As|His|Her|Its|Their|Our|An?|No|Nobody|None|Some|Many|Most|All|Each|Both|One|Two|Not|Neither|Also|Only|Here|Who|What|How|Why|[EF]-\d+)\b(?!\.)/;
/** What is told apart by a letter: "account B. Smith paid" are two sentences, "J. Smith" is a name. */
const LETTERED =
  /\b(?:account|wallet|victim|person|group|plan|option|appendix|annex|section|table|grade|part|type|class|user|suspect|witness|company|column|phase|step|exhibit|and|or|I)\s+$/i;
const ENUMERATOR = /^\s*\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)]\s*$/;
const ANSWERED = /(?:\b(?:said|says?|answer(?:ed|s)?|repl(?:ied|ies)|(?:answer|reply) (?:is|was))\s+|[,:“"]\s*)$/i;
/** The last word before the stop, also within a bracket that closes behind it. */
const LAST_WORD = /(\p{L}(?:[\p{L}.]*\p{L})?)\.[)\]]?\s*$/u;
/** "U.S", "Ph.D"; no file name. */
const DOTTED = /^(?:\p{L}{1,2}\.)+\p{L}{1,2}$/u;
const MARKED = /[!?…]["”’)\]]*\s*$/u;

/** "u_1001", "eBay2": what begins with a small letter and may begin a sentence. */
const isIdentifier = (after: string): boolean => /^\p{Ll}[\p{L}\p{N}]*[_@\d]/u.test(after);
const wordBefore = (before: string): string => LAST_WORD.exec(before)?.[1] ?? '';

/** Whether a sentence goes on where the segmenter ends it. @param before from its beginning @param after the rest of the line */
function goesOn(before: string, after: string): boolean {
  if (ENUMERATOR.test(before)) return true;
  if (MARKED.test(before)) return (/^\p{Ll}/u.test(after) && !isIdentifier(after)) || /^(?:Inc|Ltd|Corp)\b/.test(after);
  const word = wordBefore(before);
  const lower = word.toLowerCase();
  const ahead = before.slice(0, before.lastIndexOf(`${word}.`));
  if (NEVER_LAST.has(lower)) return true;
  if (BEFORE_NUMBER.has(lower) && NUMBER.test(after)) return !(lower === 'no' && ANSWERED.test(ahead));
  if (lower === 'a.m' || lower === 'p.m') return ZONE_OR_DAY.test(after) || MONTH.test(after);
  if (IN_NAMES.has(lower) || DOTTED.test(word)) return NAME_GOES_ON.test(after);
  return /^\p{Lu}$/u.test(word) && !LETTERED.test(ahead) && !STARTER.test(after);
}

/** A stop before a digit, a small letter or a reference in brackets, where the segmenter sees no end. */
const UNSEEN = /\.["”’)\]]*\s+(?=\p{Ll}|\d|\([\da-z]{1,3}\)\s+\p{Lu}|[([](?:see\s+)?[EF]-\d)/gu;
function endsUnseen(before: string, after: string): boolean {
  // "paid ... and left", "1. the first", "2. 5. 2026"
  if (/\.\.["”’)\]]*\s*$/.test(before) || ENUMERATOR.test(before)) return false;
  if (/\b\d{1,2}\.\s*$/.test(before) && /^(?:\d{1,2}\.\s*)?\d{4}\b/.test(after)) return false;
  const small = /^\p{Ll}/u.test(after) && !isIdentifier(after);
  // “Because.” she said
  if (small && /["”’]\s*$/.test(before)) return false;
  const word = wordBefore(before);
  const lower = word.toLowerCase();
  if (lower === 'no' && /^\d/.test(after)) return ANSWERED.test(before.slice(0, before.lastIndexOf(`${word}.`)));
  if (NEVER_LAST.has(lower) || BEFORE_NUMBER.has(lower) || DOTTED.test(word) || /^\p{L}$/u.test(word)) return false;
  if (IN_NAMES.has(lower)) return !small;
  return !small || word === '' || word.length > 2;
}

/** The sentences of a line with the white space behind them: together they are the line. @returns each with where it begins, in UTF-16 units */
export function sentencesOfLine(line: string): { text: string; at: number }[] {
  const seen = new Set([...segmenter.segment(line)].map(({ segment, index }) => index + segment.length));
  const unseen = [...line.matchAll(UNSEEN)].map(({ 0: stop, index }) => index + stop.length);
  const found: { text: string; at: number }[] = [];
  let at = 0;
  for (const end of [...new Set([...seen, ...unseen])].sort((a, b) => a - b)) {
    const [before, after] = [line.slice(at, end), line.slice(end)];
    if (after !== '' && (seen.has(end) ? goesOn(before, after) : !endsUnseen(before, after))) continue;
    found.push({ text: before, at });
    at = end;
  }
  return found;
}
