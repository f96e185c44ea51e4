declare module 'cytoscape-fcose' {
  const register: (cytoscape: unknown) => void;
  // biome-ignore lint/style/noDefaultExport: that is how the package exports it
  export default register;
}
