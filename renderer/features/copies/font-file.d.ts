/** What Vite makes of a font: the address of its file. */
declare module '*.ttf?url' {
  const url: string;
  // biome-ignore lint/style/noDefaultExport: this is how Vite hands it over
  export default url;
}
