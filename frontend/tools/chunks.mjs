/** The files of a build and how they hang together, as esbuild's metafile tells it. */
export class Chunks {
  /**
   * @param {object} metafile https://esbuild.github.io/api/#metafile
   * @param {string} main The source file that the application begins with.
   */
  constructor(metafile, main) {
    this.inputs = metafile.inputs;
    this.outputs = metafile.outputs;
    this.ofInput = new Map();
    for (const [file, output] of Object.entries(this.outputs)) {
      if (output.entryPoint) this.ofInput.set(output.entryPoint, file);
    }
    this.first = this.withImports(this.fileOf(main));
  }

  /** The names of all files. */
  files() {
    return Object.keys(this.outputs);
  }

  /** The scripts that every page loads. */
  initial() {
    return [...this.first];
  }

  /** The scripts behind a lazily loaded source file, without those that every page loads. */
  neededBy(source) {
    return [...this.withImports(this.fileOf(source))].filter((file) => !this.first.has(file));
  }

  /** The texts in a language that a page's sources ask for, beside those of the whole site. */
  textsOf(source, language) {
    const texts = new Set();
    const seen = new Set();
    const look = (input) => {
      if (seen.has(input)) return;
      seen.add(input);
      for (const { path, kind } of this.inputs[input]?.imports ?? []) {
        if (!path.startsWith('src/')) continue;
        if (kind !== 'dynamic-import') look(path);
        else if (path.endsWith(`/${language}.json`) && !path.startsWith('src/app/texts/'))
          texts.add(path);
      }
    };
    look(source);
    return [...texts].flatMap((path) => this.neededBy(path));
  }

  /** The file that begins with a source file, else the one that it was made a part of. */
  fileOf(source) {
    const isIn = ([, { inputs }]) => source in inputs;
    const file = this.ofInput.get(source) ?? Object.entries(this.outputs).find(isIn)?.[0];
    if (!file) throw new Error(`the build has no file for ${source}`);
    return file;
  }

  /** A script and all that it imports at once, directly or not. */
  withImports(file, found = new Set()) {
    if (found.has(file)) return found;
    found.add(file);
    for (const { path, kind, external } of this.outputs[file].imports) {
      if (kind === 'import-statement' && !external) this.withImports(path, found);
    }
    return found;
  }
}
