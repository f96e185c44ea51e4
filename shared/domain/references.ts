/** An exhibit as texts name it: "E-0003", whole, not as part of a longer word. */
export const REFERENCE = /\bE-\d{4,}\b/g;

/** Labels of the exhibits that texts name, each once, in the order in which they come. Whether they exist is not known here. */
export const labelsIn = (...texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => text.match(REFERENCE) ?? [])),
];

/** What to say of a finding that names exhibits which the case does not have; null where there is none. */
export function unknownReferences(
  { label, claim, explanation }: { readonly label: string; readonly claim: string; readonly explanation: string },
  known: { has(label: string): boolean },
): string | null {
  const unknown = labelsIn(claim, explanation).filter((named) => !known.has(named));
  return unknown.length === 0 ? null : `${label} names ${unknown.join(', ')}: no exhibit of this case has that number.`;
}
