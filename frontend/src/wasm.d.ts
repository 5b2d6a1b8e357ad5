/** A module that is copied to the build output; the import is its address. */
declare module '*.wasm' {
  const address: string;
  export default address;
}
