/** A module that is put among our files as it is; what is imported is where. */
declare module '*.wasm' {
  const address: string;
  export default address;
}
