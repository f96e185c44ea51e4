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

/** What to say of a finding that names exhibits which the case does not have; null where there is none. */
export function unknownReferences(
  { label, claim, explanation }: { readonly label: string; readonly claim: string; readonly explanation: string },
  known: { has(label: string): boolean },
): string | null {
  const unknown = labelsIn(claim, explanation).filter((named) => !known.has(named));
  return unknown.length === 0 ? null : `${label} names ${unknown.join(', ')}: no exhibit of this case has that number.`;
}
