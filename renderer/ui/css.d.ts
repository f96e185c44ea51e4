declare module '*.css';
/** A module that Vite bundles as a thread of its own. */
declare module '*?worker' {
  const Thread: new () => Worker;
  // biome-ignore lint/style/noDefaultExport: what Vite makes of such an import
  export default Thread;
}
