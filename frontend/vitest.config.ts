import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Its keys don't see the builder's files, which are in memory: it runs what was compiled before.
    fsModuleCache: false,
  },
});
