/** Of every vault that a test makes. Apart from `core.ts`, so that a browser test need not load the core for it. */
export const PASSPHRASE = 'correct horse battery staple';

/** What its keys cost to derive, so that a test need not spend 0.3 s of a processor on each vault. No program would open it. */
export const CHEAP = { memoryKiB: 64, passes: 1, lanes: 1 } as const;
