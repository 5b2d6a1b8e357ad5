import { folderOf } from './languages.mjs';

/** The files of a build and their imports, from esbuild's metafile. */
export class Chunks {
  /**
   * @param {object} metafile https://esbuild.github.io/api/#metafile
   * @param {string} main The entry source file of the application.
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

  files() {
    return Object.keys(this.outputs);
  }

  /** The scripts that every page loads. */
  initial() {
    return [...this.first];
  }

  /** The scripts for a lazily loaded source file, without those that every page loads. */
  neededBy(source) {
    return [...this.withImports(this.fileOf(source))].filter((file) => !this.first.has(file));
  }

  /** The text files of a page in a language, without those of the whole site. */
  textsOf(source, language) {
    const texts = new Set();
    const seen = new Set();
    const look = (input) => {
      if (seen.has(input)) return;
      seen.add(input);
      for (const { path, kind } of this.inputs[input]?.imports ?? []) {
        if (!path.startsWith('src/')) continue;
        if (kind !== 'dynamic-import') look(path);
        else if (
          path.endsWith(`/${language}.json`) &&
          path !== `${folderOf('site')}/${language}.json`
        )
          texts.add(path);
      }
    };
    look(source);
    return [...texts].flatMap((path) => this.neededBy(path));
  }

  /** The output file with this entry point, or else the one that contains it. */
  fileOf(source) {
    const isIn = ([, { inputs }]) => source in inputs;
    const file = this.ofInput.get(source) ?? Object.entries(this.outputs).find(isIn)?.[0];
    if (!file) throw new Error(`the build has no file for ${source}`);
    return file;
  }

  /** A script and all its static imports, direct and indirect. */
  withImports(file, found = new Set()) {
    if (found.has(file)) return found;
    found.add(file);
    for (const { path, kind, external } of this.outputs[file].imports) {
      if (kind === 'import-statement' && !external) this.withImports(path, found);
    }
    return found;
  }
}
