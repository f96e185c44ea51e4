/** A date or time as views show them; texts of other forms have no order that could be told. */
const TIME = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z?)?$/;
export const momentOf = (text: string): string | null => (TIME.test(text) ? text.replace('T', ' ') : null);

export interface Span {
  first: string | null;
  last: string | null;
  /** Times with a zone stand beside times without one: no order is known. */
  mixed: boolean;
}
const bare = (at: string): string => at.replace(/Z$/, ''); // "10:00:00.5" stands before "10:00:00Z", which is earlier

export function takeMoment(span: Span, at: string): void {
  if (span.first !== null && span.first.endsWith('Z') !== at.endsWith('Z')) span.mixed = true;
  if (span.first === null || bare(at) < bare(span.first)) span.first = at;
  if (span.last === null || bare(at) > bare(span.last)) span.last = at;
}
