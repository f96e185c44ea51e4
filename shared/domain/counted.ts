/** "1 row", "1,204 rows" */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${value.toLocaleString('en-US')} ${value === 1 ? one : many}`;

/** "1234567.50" -> "1,234,567.50", to the last digit. */
export function grouped(text: string): string {
  const [, sign = '', front = '', back = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(text) ?? [];
  return front === '' ? text : `${sign}${front.replaceAll(/\B(?=(\d{3})+$)/g, ',')}${back}`;
}
