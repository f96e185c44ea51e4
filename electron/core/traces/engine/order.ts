/**
 * Where payments cannot be told apart in time, an order is assumed: an account pays once it has received all that it receives at
 * that time, as far as there is such an order; where payments go in a circle, an account nearer to the sources pays first. The
 * order in which rows lie in a file counts for nothing.
 */
interface Tied {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Steps from the sources, leaving time aside; what they do not reach is below 0. */
  readonly distance: Int32Array;
}

/** Steps from the sources to each account along payments, in whatever order these were made; -1 where there are none. */
export function distances(from: Int32Array, to: Int32Array, accounts: number, sources: readonly number[]): Int32Array {
  const start = new Int32Array(accounts + 2);
  for (const account of from) start[account + 2] = (start[account + 2] as number) + 1;
  for (let at = 2; at < start.length; at++) start[at] = (start[at] as number) + (start[at - 1] as number);
  const next = new Int32Array(from.length);
  for (let at = 0; at < from.length; at++) {
    const place = start[(from[at] as number) + 1] as number;
    next[place] = to[at] as number;
    start[(from[at] as number) + 1] = place + 1;
  }
  const distance = new Int32Array(accounts).fill(-1);
  const queue = new Int32Array(accounts);
  let end = 0;
  for (const source of sources)
    if (distance[source] === -1) {
      distance[source] = 0;
      queue[end++] = source;
    }
  for (let head = 0; head < end; head++) {
    const account = queue[head] as number;
    for (let at = start[account] as number; at < (start[account + 1] as number); at++) {
      const other = next[at] as number;
      if (distance[other] !== -1) continue;
      distance[other] = (distance[account] as number) + 1;
      queue[end++] = other;
    }
  }
  return distance;
}

/**
 * Puts payments of one time into an order. @param tied their places, in an order that only their content tells
 * @returns the same places
 */
export function orderTied(tied: readonly number[], { from, to, distance }: Tied): number[] {
  const pays = Map.groupBy(tied, (at) => from[at] as number);
  const waits = new Map<number, number>();
  for (const at of tied) if (from[at] !== to[at]) waits.set(to[at] as number, (waits.get(to[at] as number) ?? 0) + 1);
  const ordered: number[] = [];
  const ready = [...pays.keys()].filter((account) => !waits.get(account));
  // Nearest first, those that no source reaches before all: they bring nothing that is traced.
  const stuck = [...pays.keys()].sort((a, b) => (distance[a] as number) - (distance[b] as number));
  const done = new Set<number>();
  for (let head = 0, next = 0; ordered.length < tied.length; ) {
    let account = ready[head];
    if (account !== undefined) head++;
    else {
      while (done.has(stuck[next] as number)) next++;
      account = stuck[next] as number;
    }
    if (done.has(account)) continue;
    done.add(account);
    for (const at of pays.get(account) ?? []) {
      ordered.push(at);
      const other = to[at] as number;
      if (other === account) continue;
      const rest = (waits.get(other) ?? 1) - 1;
      waits.set(other, rest);
      if (rest === 0 && pays.has(other)) ready.push(other);
    }
  }
  return ordered;
}
