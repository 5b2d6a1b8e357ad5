import boundaries from 'eslint-plugin-boundaries';

/** A folder of the source tree. The first element that contains a file is the file's element. */
const element = (type, pattern, capture = []) => ({ type, pattern, capture, partialMatch: false });

/** Which features may import which others of the same application, besides the shared code. */
const EXCEPTIONS = {
  'visitors-feature': {
    // A performance that cannot be booked, and a cancelled reservation, offer the other dates.
    booking: ['programme'],
    reservation: ['programme'],
  },
  'staff-feature': {
    // The search for a guest's data lists reservations as the box office does.
    privacy: ['box-office'],
  },
};

const type = (...types) => ({ element: { types: { anyOf: types } } });
const allow = (from, ...types) => ({ from, allow: { to: type(...types) } });

/** The parts of the source tree, and what each may import. */
export default {
  files: ['src/**/*.ts'],
  plugins: { boundaries },
  settings: {
    'boundaries/root-path': import.meta.dirname,
    'boundaries/dependency-nodes': ['import', 'export', 'dynamic-import'],
    'boundaries/elements': [
      element('visitors-feature', 'src/app/visitors/*', ['feature']),
      element('visitors-app', 'src/app/visitors'),
      element('staff-shared', 'src/app/staff/shared'),
      // The menu and the overview are made of the features, as the application itself is.
      element('staff-app', 'src/app/staff/office'),
      element('staff-feature', 'src/app/staff/*', ['feature']),
      element('staff-app', 'src/app/staff'),
      element('shared', 'src/app/shared'),
    ],
    'boundaries/files': [
      { category: 'visitors-entry', pattern: 'src/main.ts' },
      { category: 'staff-entry', pattern: 'src/staff.ts' },
      { category: 'types', pattern: 'src/*.d.ts' },
    ],
    'import/resolver': { node: { extensions: ['.ts', '.d.ts'] } },
  },
  rules: {
    'boundaries/no-unknown-files': 'error',
    'boundaries/no-unknown-dependencies': 'error',
    'boundaries/dependencies': [
      'error',
      {
        default: 'disallow',
        policies: [
          allow({ file: { categories: 'visitors-entry' } }, 'visitors-app', 'shared'),
          allow({ file: { categories: 'staff-entry' } }, 'staff-app', 'shared'),
          allow(type('visitors-app'), 'visitors-feature', 'shared'),
          allow(type('visitors-feature'), 'shared'),
          allow(type('staff-app'), 'staff-app', 'staff-feature', 'staff-shared', 'shared'),
          allow(type('staff-feature'), 'staff-shared', 'shared'),
          allow(type('staff-shared'), 'shared'),
          ...Object.entries(EXCEPTIONS).flatMap(([type, features]) =>
            Object.entries(features).map(([from, to]) => ({
              from: { element: { type, captured: { feature: from } } },
              allow: { to: { element: { type, captured: { feature: to } } } },
            })),
          ),
        ],
      },
    ],
  },
};
