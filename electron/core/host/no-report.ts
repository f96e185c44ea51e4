/**
 * Imported before everything else by each process that loads native code. The loaders of the pictures' and the key derivation's
 * packages ask `process.report` which C library there is where they find no other sign of it, and asking ends a process of
 * Electron (42 and later, Linux). Electron for Linux is built for glibc alone, so the answer is known.
 */
if (process.versions['electron'] && process.platform === 'linux')
  process.report.getReport = () => ({ header: { glibcVersionRuntime: 'yes' } });
