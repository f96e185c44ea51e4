/** An exhibit as texts name it: "E-0003", whole, not as part of a longer word. */
export const REFERENCE = /\bE-\d{4,}\b/g;

/** Labels of the exhibits that texts name, each once, in the order in which they come. Whether they exist is not known here. */
export const labelsIn = (...texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => text.match(REFERENCE) ?? [])),
];
