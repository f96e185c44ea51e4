/** Of every vault that a test makes. Apart from `core.ts`, so that a browser test need not load the core for it. */
export const PASSPHRASE = 'correct horse battery staple';
