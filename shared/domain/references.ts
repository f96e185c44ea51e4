/** An exhibit as texts name it: "E-0003", whole, not as part of a longer word. */
export const REFERENCE = /\bE-\d{4,}\b/g;
/** A finding as texts name it: "F-3". "An F-150" and "F-1 visa" are other things, told by what stands around them. */
export const FINDING =
  /(?<!\b(?:[Aa]n?|[Tt]he|[Tt]his|[Tt]hat|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Mm]y|[Oo]ur|[Yy]our|[Ee]very|[Aa]nother|old|new|used|Ford|[Ff]orms?|[Ff]ormula|[Mm]odel|[Tt]ype|[Cc]lass|[Gg]rade|[Ss]chedule|[Vv]isa|[Ss]tatus)\s)\bF-\d+\b(?!-[a-z]|\s+(?:visas?|students?|status|trucks?|pick-?ups?|jets?|fighters?|series|engines?|aircraft|planes?|cars?|races?|drivers?|keys?|cells?|forms?|filings?|registrations?|holders?|permits?)\b)/g;

/** Labels of the exhibits that texts name, each once, in the order in which they come. Whether they exist is not known here. */
export const labelsIn = (...texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => text.match(REFERENCE) ?? [])),
];

/** Findings that a text names, as "F-3", each once. Whether they exist is not known here. */
export const findingsIn = (text: string): string[] => [...new Set(text.match(FINDING) ?? [])];

/** What stands beside a statement without bearing it out: "Contrary to F-2", "despite E-0004". */
const SET_ASIDE =
  /\b(?:contrary to|despite|in spite of|notwithstanding|unlike|instead of|rather than|regardless of) (?:(?:the )?(?:exhibits?|findings?) )?(?:(?:, | and | or |, and )?(?:E-\d{4,}|F-\d+))+/gi;

/** Exhibits and findings that a text names as what it rests on. */
export function supportIn(text: string): string[] {
  const bearing = text.replace(SET_ASIDE, ' ');
  return [...labelsIn(bearing), ...findingsIn(bearing)];
}

const LIKE_ONE =
  /(?<![\w{-])(?:e[-\u2010-\u2013\u2212]\d{4,}|[EF][\u2010-\u2013\u2212]\d+|(?<=[Ee]xhibits? )E-\d{1,3})(?![\w-])/g;

/** What was meant as a reference, it seems, and is read as none: in a small letter, with another dash, without its noughts. */
export const nearLabels = (text: string): { readonly written: string; readonly label: string }[] =>
  (text.match(LIKE_ONE) ?? []).map((written) => {
    const digits = written.slice(2);
    return { written, label: /^F/.test(written) ? `F-${digits}` : `E-${digits.padStart(4, '0')}` };
  });
