export interface HeardFaults extends Disposable {
  /** "verify: SqliteError SQLITE_ERROR": where each arose, and what it was. */
  readonly faults: readonly string[];
}

/** Keeps what the log says of faults from the terminal, for a test that causes them and says which. */
export function hearFaults(): HeardFaults {
  const faults: string[] = [];
  const write = process.stderr.write;
  process.stderr.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
    const fault = /^redthread: fault in (.*)\n/.exec(String(chunk))?.[1];
    if (fault === undefined) return write.call(process.stderr, chunk, ...rest);
    faults.push(fault);
    return true;
  }) as typeof write;
  return {
    faults,
    [Symbol.dispose]: () => {
      process.stderr.write = write;
    },
  };
}
