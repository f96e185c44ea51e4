/** An exhibit as texts name it: "E-0003", whole, not as part of a longer word. */
export const REFERENCE = /\bE-\d{4,}\b/g;
/** A finding as texts name it: "F-3". "An F-150" and "F-1 visa" are other things, told by what stands around them. */
export const FINDING =
  /(?<!\b(?:[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Mm]y|[Oo]ur|[Yy]our|old|new|used|Ford)\s)\bF-\d+\b(?!-[a-z]|\s+(?:visas?|students?|status|trucks?|pick-?ups?|jets?|fighters?|series|engines?)\b)/g;

/** Labels of the exhibits that texts name, each once, in the order in which they come. Whether they exist is not known here. */
export const labelsIn = (...texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => text.match(REFERENCE) ?? [])),
];

/** Findings that a text names, as "F-3", each once. Whether they exist is not known here. */
export const findingsIn = (text: string): string[] => [...new Set(text.match(FINDING) ?? [])];
